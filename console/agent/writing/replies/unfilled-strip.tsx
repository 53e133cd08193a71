import { X } from 'lucide-preact'
import type { RefObject } from 'preact'
import { unfilledIn } from '#shared/reply-variables.ts'
import { t } from '../../../texts/texts.ts'

interface StripProps {
  text: string
  field: RefObject<HTMLTextAreaElement>
  onWrite: (text: string, caret: number) => void
}

/** What nobody knew while a ready-made text was put in: each can be gone to and written over, or taken out. */
export function UnfilledStrip({ text, field, onWrite }: StripProps) {
  const words = t().tools.replies
  const places = unfilledIn(text)
  if (places.length === 0) return null
  return (
    <div class="unfilled" role="status">
      <span>{words.unfilled}</span>
      {places.map(({ start, end, variable }) => {
        const name = words.variables[variable]
        return (
          <span class="unfilled-place" key={start}>
            <button type="button" title={words.goTo(name)} onClick={() => select(field.current, start, end)}>
              {name}
            </button>
            <button
              type="button"
              aria-label={words.drop(name)}
              title={words.drop(name)}
              onClick={() => onWrite(without(text, start, end), start)}
            >
              <X size={12} />
            </button>
          </span>
        )
      })}
    </div>
  )
}

/** Puts the caret over the first place that is still open; what is typed then takes its place. */
export function selectUnfilled(field: HTMLTextAreaElement | null): boolean {
  const place = field === null ? undefined : unfilledIn(field.value)[0]
  if (place === undefined) return false
  select(field, place.start, place.end)
  return true
}

function select(field: HTMLTextAreaElement | null, start: number, end: number): void {
  field?.focus()
  field?.setSelectionRange(start, end)
}

/** Of two spaces around what was taken out one stays. */
function without(text: string, start: number, end: number): string {
  const before = text.slice(0, start)
  const after = text.slice(end)
  return before.endsWith(' ') ? before + after.replace(/^ /, '') : before + after
}
