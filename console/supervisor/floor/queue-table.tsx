import type { FloorQueue } from '#shared/floor.ts'
import { PresenceDot, presenceText } from '../../agent/presence/presence-choice.tsx'
import { number, weekdayTime } from '../../shell/format.ts'
import { Badge } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { counted, since } from './findings.ts'
import { LoadBar } from './load-bar.tsx'

/** The queues: who waits in each, and who is there for it. */
export function QueueTable({ queues }: { queues: readonly FloorQueue[] }) {
  const words = t().floor.queues
  const { columns } = words
  return (
    <section class="floor-part" aria-labelledby="floor-queues">
      <h2 id="floor-queues">{words.title}</h2>
      <table class="table floor-table">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.waiting}</th>
            <th scope="col">{columns.longest}</th>
            <th scope="col">{columns.hours}</th>
            <th scope="col">{columns.people}</th>
            <th scope="col">{columns.load}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.team?.id ?? ''}>
              <th scope="row">{queue.team?.name ?? words.general}</th>
              <td data-name={columns.waiting} class={queue.waiting > 0 ? 'floor-waiting' : 'quiet'}>
                {counted(queue.waiting)}
              </td>
              <td data-name={columns.longest} class="nowrap">
                {queue.longestSince === undefined ? <span class="quiet">–</span> : since(queue.longestSince)}
              </td>
              <td data-name={columns.hours}>
                <Hours queue={queue} />
              </td>
              <td data-name={columns.people}>
                <Attendance queue={queue} />
              </td>
              <td data-name={columns.load}>
                <LoadBar load={queue.load} capacity={queue.capacity} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Hours({ queue }: { queue: FloorQueue }) {
  const words = t().floor.queues
  if (queue.open) return <Badge tone="person">{words.open}</Badge>
  return (
    <span class="floor-hours">
      <Badge>{words.closed}</Badge>
      {queue.opensAt !== undefined && <small class="quiet">{words.opens(weekdayTime(queue.opensAt))}</small>}
    </span>
  )
}

function Attendance({ queue }: { queue: FloorQueue }) {
  const here = (['online', 'away', 'busy'] as const).filter((presence) => queue[presence] > 0)
  if (here.length === 0) return <span class="quiet">{t().floor.queues.nobody}</span>
  return (
    <span class="floor-attendance">
      {here.map((presence) => (
        <span key={presence} title={presenceText(presence)}>
          <PresenceDot presence={presence} />
          <span class="floor-unseen">{presenceText(presence)}</span> {number(queue[presence])}
        </span>
      ))}
    </span>
  )
}
