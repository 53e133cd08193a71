import { useState } from 'preact/hooks'
import { Dialog } from '../../shell/dialog.tsx'
import { inputTime, now, weekdayTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { snoozeProblem, snoozeTimes } from './snooze-times.ts'

interface SnoozeProps {
  onSnooze: (until: number) => Promise<boolean>
  onClose: () => void
}

/** Until when a conversation is put aside: three times that are likely, by their digits, or one of one's own. */
export function SnoozeDialog({ onSnooze, onClose }: SnoozeProps) {
  const words = t().wrapUp.snooze
  const [times] = useState(() => snoozeTimes(Date.now()))
  const [own, setOwn] = useState(() => inputTime(times.at(-1)?.at ?? Date.now() + 86_400_000))
  const [problem, setProblem] = useState<'past' | 'far' | undefined>(undefined)

  async function snooze(until: number): Promise<void> {
    const wrong = snoozeProblem(until, Date.now())
    setProblem(wrong)
    if (wrong !== undefined) return
    await onSnooze(until)
    onClose()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return
    const picked = times[Number(event.key) - 1]
    if (picked === undefined) return
    event.preventDefault()
    void snooze(picked.at)
  }

  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault()
          void snooze(new Date(own).getTime())
        }}
      >
        <div class="act-choices">
          {times.map(({ choice, at }, index) => (
            <button
              key={choice}
              type="button"
              class="act-choice"
              autofocus={index === 0}
              onClick={() => void snooze(at)}
            >
              <kbd>{index + 1}</kbd>
              <span>{words[choice]}</span>
              <time>{weekdayTime(at)}</time>
            </button>
          ))}
        </div>
        <label class="field">
          <span>{words.pick}</span>
          <span class="act-own">
            <input
              class="input"
              type="datetime-local"
              min={inputTime(now.value)}
              value={own}
              aria-invalid={problem !== undefined}
              onInput={(event) => {
                setOwn(event.currentTarget.value)
                setProblem(undefined)
              }}
            />
            <button type="submit" class="button button-primary">
              {words.submit}
            </button>
          </span>
        </label>
        {problem !== undefined && (
          <small class="form-problem" role="alert">
            {words[problem]}
          </small>
        )}
        <p class="quiet">{words.help}</p>
      </form>
    </Dialog>
  )
}
