import { Globe, X } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { siteBounds } from '#shared/site.ts'
import { Field } from '../../../shell/fields.tsx'
import { Empty } from '../../../shell/parts.tsx'
import { t } from '../../../texts/texts.ts'
import type { EditorModel } from '../editor/editor-model.ts'
import { problemIn } from '../editor/problems.ts'

/** The origin of whatever address was pasted; the text itself where it is none. */
export function originIn(text: string): string {
  const address = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  return URL.canParse(address) && new URL(address).origin !== 'null' ? new URL(address).origin : text
}

/** The origins whose pages may show the chat. */
export function PagesSection({ model }: { model: EditorModel }) {
  const words = t().sites.pages
  const { origins } = model.draft.value
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  function add(event: Event): void {
    event.preventDefault()
    const origin = originIn(typed.trim())
    const isOrigin = URL.canParse(origin) && /^https?:/.test(origin)
    const { problems } = t().sites
    const wrong = !isOrigin ? problems.origin : origins.includes(origin) ? problems.twice : undefined
    setProblem(wrong)
    if (wrong !== undefined) return
    model.change({ origins: [...origins, origin] })
    setTyped('')
  }
  return (
    <>
      <p class="quiet">{words.help}</p>
      {origins.length === 0 ? (
        <Empty title={words.empty} help={words.emptyHelp} icon={<Globe size={20} />} />
      ) : (
        <ul class="site-origins">
          {origins.map((origin, place) => (
            <li key={origin}>
              <code>{origin}</code>
              <small class="form-problem">{problemIn(model.problems.value, `origins.${place}`)}</small>
              <button
                type="button"
                class="icon-button"
                aria-label={words.remove(origin)}
                onClick={() => model.change({ origins: origins.filter((each) => each !== origin) })}
              >
                <X size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form class="site-add" onSubmit={add}>
        <Field label={words.origin} problem={problem}>
          {(control) => (
            <input
              {...control}
              class="input"
              inputMode="url"
              autocomplete="off"
              spellcheck={false}
              placeholder="https://shop.example"
              value={typed}
              onInput={(event) => {
                setTyped(event.currentTarget.value)
                setProblem(undefined)
              }}
            />
          )}
        </Field>
        <button
          type="submit"
          class="button"
          disabled={typed.trim() === '' || origins.length >= siteBounds.origins}
        >
          {words.add}
        </button>
      </form>
    </>
  )
}
