import { type Floor, floorBounds } from '#shared/floor.ts'
import { number } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { counted, findingOf, since, totalsOf } from './findings.ts'

/** The finding in a sentence, and the numbers behind it. */
export function Tiles({ floor }: { floor: Floor }) {
  const words = t().floor.tiles
  const finding = findingOf(floor)
  const totals = totalsOf(floor)
  const { handedOver, answered, resolved } = floor.today
  const day = (count: number) => counted(count, floorBounds.today)
  return (
    <section class="floor-tiles" aria-label={t().floor.title}>
      <p class={`floor-finding floor-${finding.tone}`} role="status">
        {finding.text}
      </p>
      <dl>
        <Tile
          name={words.waiting}
          value={counted(totals.waiting)}
          tone={totals.waiting > 0 ? 'waiting' : undefined}
          help={
            totals.longestSince === undefined ? words.nobodyWaits : words.longest(since(totals.longestSince))
          }
        />
        <Tile
          name={words.late}
          value={number(totals.late)}
          tone={totals.late > 0 ? 'risk' : undefined}
          help={words.breaches(counted(floor.breaches.length, floorBounds.breaches - 1))}
        />
        <Tile
          name={words.people}
          value={number(totals.online)}
          tone={totals.online === 0 && totals.waiting > 0 ? 'risk' : undefined}
          help={words.others(number(totals.away), number(totals.busy))}
        />
        <Tile
          name={words.today}
          value={day(resolved)}
          help={words.todayHelp(day(handedOver), day(answered))}
        />
      </dl>
    </section>
  )
}

interface TileProps {
  name: string
  value: string
  help: string
  tone?: 'waiting' | 'risk' | undefined
}

function Tile({ name, value, help, tone }: TileProps) {
  return (
    <div class="floor-tile">
      <dt>{name}</dt>
      <dd class={tone && `floor-${tone}`}>{value}</dd>
      <dd class="quiet">{help}</dd>
    </div>
  )
}
