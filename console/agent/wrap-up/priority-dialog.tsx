import { type HandPriority, handPriorities } from '#shared/acts.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'

interface PriorityProps {
  /** As it was set by hand. */
  level: HandPriority | undefined
  onSet: (level: HandPriority | null, said: string) => Promise<void>
  onClose: () => void
}

/** How urgent a person finds it, by one key. */
export function PriorityDialog({ level, onSet, onClose }: PriorityProps) {
  const words = t().wrapUp.priority
  // The most urgent first: that is what one comes here for.
  const choices = [
    ...handPriorities.toReversed().map((each) => ({ level: each, said: words.levels[each] })),
    { level: null, said: words.automatic },
  ]
  async function set(choice: (typeof choices)[number]): Promise<void> {
    await onSet(choice.level, choice.said)
    onClose()
  }
  function onKeyDown(event: KeyboardEvent): void {
    const picked = choices[Number(event.key) - 1]
    if (picked === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    void set(picked)
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the digits are a short way to the buttons inside */}
      <div class="dialog-body" onKeyDown={onKeyDown}>
        <div class="act-choices">
          {choices.map((choice, index) => (
            <button
              key={choice.level}
              type="button"
              class="act-choice"
              autofocus={choice.level === (level ?? null)}
              aria-pressed={choice.level === (level ?? null)}
              onClick={() => void set(choice)}
            >
              <kbd>{index + 1}</kbd>
              <span>{choice.said}</span>
            </button>
          ))}
        </div>
        <p class="quiet">{words.help}</p>
      </div>
    </Dialog>
  )
}
