import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { siteBounds } from '#shared/site.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Field } from '../../shell/fields.tsx'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import { originIn } from './sections/pages-section.tsx'
import type { SitesModel } from './sites-model.ts'

/** A site needs a name and, to show anywhere, a page; everything else has a sensible default. */
export function NewSiteDialog({ model, onClose }: { model: SitesModel; onClose: () => void }) {
  const words = t().sites
  const { route } = useLocation()
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [failure, setFailure] = useState<string | undefined>(undefined)
  async function create(event: Event): Promise<void> {
    event.preventDefault()
    const origin = originIn(address.trim())
    const isOrigin = origin === '' || (URL.canParse(origin) && /^https?:/.test(origin))
    setProblem(isOrigin ? undefined : words.problems.origin)
    if (!isOrigin) return
    const result = await model.create({ name: name.trim(), origins: origin === '' ? [] : [origin] })
    setFailure(result.ok ? undefined : failureText(result))
    if (result.ok) route(`/console/sites/${encodeURIComponent(result.site.key)}`)
  }
  return (
    <Dialog title={words.newTitle} onClose={onClose}>
      <form onSubmit={create}>
        {failure !== undefined && <Banner tone="risk">{failure}</Banner>}
        <Field label={words.newName} help={words.newNameHelp}>
          {(control) => (
            <input
              {...control}
              class="input"
              autocomplete="off"
              required
              maxLength={siteBounds.name}
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={words.newOrigin} help={words.newOriginHelp} problem={problem}>
          {(control) => (
            <input
              {...control}
              class="input"
              inputMode="url"
              autocomplete="off"
              spellcheck={false}
              placeholder="https://shop.example"
              value={address}
              onInput={(event) => setAddress(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={name.trim() === ''}>
            {words.create}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
