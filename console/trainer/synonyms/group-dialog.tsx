import { useState } from 'preact/hooks'
import type { SynonymGroup } from '#shared/synonyms.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Banner } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { type SynonymsModel, wordsIn } from './synonyms-model.ts'

interface GroupProps {
  model: SynonymsModel
  /** `undefined` for a new one. */
  group: SynonymGroup | undefined
  onClose: () => void
}

/** The words of one group, one per line. */
export function GroupDialog({ model, group, onClose }: GroupProps) {
  const [text, setText] = useState(group?.words.join('\n') ?? '')
  const [problems, setProblems] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const words = t().synonyms

  async function run(change: () => Promise<string[]>): Promise<void> {
    setBusy(true)
    const found = await change()
    setBusy(false)
    setProblems(found)
    if (found.length === 0) onClose()
  }
  /** The newest state of the group, so that saving again after a conflict is meant. */
  const newest = () => model.groups.value?.find(({ id }) => id === group?.id) ?? group
  function submit(event: Event): void {
    event.preventDefault()
    void run(() => model.save(wordsIn(text), newest()))
  }

  if (isRemoving && group !== undefined) {
    return (
      <Dialog key="remove" title={words.removeAsk} onClose={onClose}>
        <div class="dialog-body">
          <p>
            <strong>{group.words.join(', ')}</strong>
          </p>
          <p class="quiet">{words.removeHelp}</p>
          <Problems problems={problems} />
          <div class="dialog-foot">
            <button type="button" class="button" onClick={() => setRemoving(false)}>
              {t().common.cancel}
            </button>
            <button
              type="button"
              class="button button-risk"
              disabled={isBusy}
              onClick={() => void run(() => model.remove(group))}
            >
              {words.remove}
            </button>
          </div>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog key="edit" title={group === undefined ? words.newTitle : words.editTitle} onClose={onClose}>
      <form onSubmit={submit}>
        <label class="field">
          <span>{words.words}</span>
          <textarea
            autofocus
            class="input"
            rows={6}
            maxLength={2_000}
            value={text}
            placeholder={words.example}
            onInput={(event) => {
              setText(event.currentTarget.value)
              setProblems([])
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
            }}
          />
          <small class="quiet">{words.wordsHelp}</small>
        </label>
        <Problems problems={problems} />
        <div class="dialog-foot">
          {group !== undefined && (
            <button type="button" class="button button-risk foot-first" onClick={() => setRemoving(true)}>
              {words.remove}
            </button>
          )}
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={isBusy || text.trim() === ''}>
            {t().common.save}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Problems({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null
  return (
    <Banner tone="risk">
      {problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
    </Banner>
  )
}
