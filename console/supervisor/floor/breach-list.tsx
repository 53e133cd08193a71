import type { Floor, FloorConversation } from '#shared/floor.ts'
import { dateTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { type ActName, RowActs } from './acts.tsx'
import { ownerText } from './ageing-list.tsx'
import { ConversationLink } from './conversation-link.tsx'

interface BreachProps {
  breaches: Floor['breaches']
  teams: ReadonlyMap<string, string>
  onAct: (act: ActName, conversation: FloorConversation) => void
}

/** What was missed within a day, newest first. */
export function BreachList({ breaches, teams, onAct }: BreachProps) {
  const words = t().floor.breaches
  const { visitor, owner, acts } = t().floor.ageing.columns
  return (
    <section class="floor-part" aria-labelledby="floor-breaches">
      <h2 id="floor-breaches">{words.title}</h2>
      {breaches.length === 0 ? (
        <p class="quiet">{words.empty}</p>
      ) : (
        <table class="table floor-table">
          <thead>
            <tr>
              <th scope="col">{visitor}</th>
              <th scope="col">{owner}</th>
              <th scope="col">{words.columns.level}</th>
              <th scope="col">{words.columns.at}</th>
              <th scope="col">{acts}</th>
            </tr>
          </thead>
          <tbody>
            {breaches.map(({ level, at, conversation }) => (
              <tr key={`${conversation.id} ${level} ${at}`}>
                <th scope="row">
                  <ConversationLink conversation={conversation} />
                </th>
                <td data-name={owner}>{ownerText(conversation, teams)}</td>
                <td data-name={words.columns.level}>{t().teams.levelNames[level]}</td>
                <td data-name={words.columns.at} class="nowrap">
                  {dateTime(at)}
                </td>
                <td>
                  <RowActs conversation={conversation} onAct={onAct} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
