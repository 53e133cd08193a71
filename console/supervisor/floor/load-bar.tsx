import { number } from '../../shell/format.ts'
import { ShareBar } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'

/** What somebody has, of what they may be given at once. */
export function LoadBar({ load, capacity }: { load: number; capacity: number }) {
  if (capacity === 0 && load === 0) return <span class="quiet">–</span>
  const share = capacity === 0 ? 1 : Math.min(1, load / capacity)
  return (
    <span title={t().presence.loadHelp}>
      <ShareBar
        share={share}
        label={t().presence.load(number(load), number(capacity))}
        tone={share >= 1 ? 'waiting' : 'person'}
      />
    </span>
  )
}
