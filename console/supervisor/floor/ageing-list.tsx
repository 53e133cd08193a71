import type { Floor, FloorConversation } from '#shared/floor.ts'
import { HeaderClocks } from '../../agent/levels/level-clock.tsx'
import { t } from '../../texts/texts.ts'
import { type ActName, RowActs } from './acts.tsx'
import { ConversationLink } from './conversation-link.tsx'
import { since } from './findings.ts'

interface AgeingProps {
  ageing: Floor['ageing']
  teams: ReadonlyMap<string, string>
  onAct: (act: ActName, conversation: FloorConversation) => void
}

/** The conversations whose service levels are due first. */
export function AgeingList({ ageing, teams, onAct }: AgeingProps) {
  const words = t().floor.ageing
  const { columns } = words
  return (
    <section class="floor-part" aria-labelledby="floor-ageing">
      <h2 id="floor-ageing">{words.title}</h2>
      {ageing.length === 0 ? (
        <p class="quiet">
          {words.empty} {words.emptyHelp}
        </p>
      ) : (
        <table class="table floor-table">
          <thead>
            <tr>
              <th scope="col">{columns.visitor}</th>
              <th scope="col">{columns.owner}</th>
              <th scope="col">{columns.clock}</th>
              <th scope="col">{columns.acts}</th>
            </tr>
          </thead>
          <tbody>
            {ageing.map((each) => (
              <tr key={each.id}>
                <th scope="row">
                  <ConversationLink conversation={each} />
                </th>
                <td data-name={columns.owner}>
                  {ownerText(each, teams)}
                  {each.waitingSince !== undefined && (
                    <small class="quiet">{t().floor.people.waits(since(each.waitingSince))}</small>
                  )}
                </td>
                <td data-name={columns.clock}>
                  <HeaderClocks clocks={each.clocks.filter(({ dueAt }) => dueAt !== undefined)} />
                </td>
                <td>
                  <RowActs conversation={each} onAct={onAct} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Who has it, or in which queue it stands. */
export function ownerText(
  { assignee, status, teamId }: FloorConversation,
  teams: ReadonlyMap<string, string>,
): string {
  const words = t().floor
  if (assignee !== undefined) return assignee.name
  if (status === 'resolved') return words.breaches.over
  if (status === 'automated') return words.ageing.automated
  return (teamId && teams.get(teamId)) || words.queues.general
}
