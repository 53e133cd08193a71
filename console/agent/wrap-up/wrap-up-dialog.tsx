import { useEffect, useRef, useState } from 'preact/hooks'
import type { Tag } from '#shared/tags.ts'
import { type Cause, causes, type Ending, endings } from '#shared/wrap-up.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'
import { TagField } from '../tags/tag-field.tsx'
import type { TagsModel } from '../tags/tags-model.ts'

interface WrapUpProps {
  /** What is chosen from the start. */
  likely: { ending: Ending; cause: Cause }
  tags: TagsModel
  chosen: readonly Tag[]
  onTags: (change: { add: Tag[]; remove: Tag[] }) => void
  onResolve: (wrapUp: { outcome: Ending; cause: Cause }) => Promise<boolean>
  onClose: () => void
}

/** How it ended and why it needed a person: the likeliest is chosen, and Enter is enough. */
export function WrapUpDialog({ likely, tags, chosen, onTags, onResolve, onClose }: WrapUpProps) {
  const words = t().wrapUp
  const [ending, setEnding] = useState<Ending>(likely.ending)
  const [cause, setCause] = useState<Cause>(likely.cause)
  const [isBusy, setBusy] = useState(false)
  const submit = useRef<HTMLButtonElement>(null)
  useEffect(() => submit.current?.focus(), [])

  async function resolve(event: Event): Promise<void> {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    await onResolve({ outcome: ending, cause })
    onClose()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof HTMLInputElement && event.target.type !== 'radio') return
    const picked = endings[Number(event.key) - 1]
    if (picked === undefined) return
    event.preventDefault()
    setEnding(picked)
  }

  return (
    <Dialog title={words.title} onClose={onClose}>
      <form onSubmit={resolve} onKeyDown={onKeyDown}>
        <fieldset class="wrap-up-field">
          <legend>{words.outcome}</legend>
          <div class="pills">
            {endings.map((each, index) => (
              <label key={each} class="pill">
                <input
                  type="radio"
                  name="ending"
                  checked={each === ending}
                  onChange={() => setEnding(each)}
                />
                <kbd>{index + 1}</kbd>
                <span>{words.endings[each]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset class="wrap-up-field">
          <legend>{words.cause}</legend>
          <div class="pills">
            {causes.map((each) => (
              <label key={each} class="pill">
                <input type="radio" name="cause" checked={each === cause} onChange={() => setCause(each)} />
                <span>{words.causes[each]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset class="wrap-up-field">
          <legend>{words.tags}</legend>
          <TagField tags={tags} chosen={chosen} onChange={onTags} />
        </fieldset>
        <p class="quiet wrap-up-hint">{words.hint}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button ref={submit} type="submit" class="button button-primary" disabled={isBusy}>
            {t().agent.resolve}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
