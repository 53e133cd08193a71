import type { PageContext } from '#shared/page-claims.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { number, timeOfDay } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

/** What the shop's page claims of its visitor, kept apart from what is known: nobody should take it for proved. */
export function PageClaims({ visitor }: { visitor: DeskSnapshot['visitor'] }) {
  const words = t().visitor
  const { context = {}, order, events = [] } = visitor
  const names = Object.entries(context)
  if (names.length === 0 && order === undefined && events.length === 0) return null
  return (
    <section class="page-claims">
      <h3>{words.claims}</h3>
      <p class="quiet">{words.claimsHelp}</p>
      <dl class="facts">
        {order !== undefined && (
          <div>
            <dt>{words.order}</dt>
            <dd>{order}</dd>
          </div>
        )}
        {names.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{shown(value)}</dd>
          </div>
        ))}
      </dl>
      {events.length > 0 && (
        <details>
          <summary>{words.events(number(events.length))}</summary>
          <ol class="page-events">
            {events.map((event) => (
              <li key={`${event.at} ${event.name}`}>
                <time>{timeOfDay(event.at)}</time>{' '}
                <b>
                  <bdi>{event.name}</bdi>
                </b>{' '}
                {Object.entries(event.data)
                  .map(([name, value]) => `${name}: ${shown(value)}`)
                  .join(' · ')}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

function shown(value: PageContext[string]): string {
  const words = t().visitor
  if (value === null) return '–'
  if (typeof value === 'boolean') return value ? words.yes : words.no
  return String(value)
}
