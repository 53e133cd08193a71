import { t } from '../../texts/texts.ts'
import type { Change } from './changes.ts'
import { changeText } from './words.ts'

/** What differs, one line each. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <p class="quiet">{t().responsibilities.noChange}</p>
  return (
    <ul class="rule-changes">
      {changes.map((change, place) => {
        const { about, field, text } = changeText(change)
        return (
          <li key={place}>
            <strong>{about}</strong>
            <span class="quiet">{field}</span>
            <span>{text}</span>
          </li>
        )
      })}
    </ul>
  )
}
