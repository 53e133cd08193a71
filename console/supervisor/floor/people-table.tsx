import type { FloorConversation, FloorPerson } from '#shared/floor.ts'
import { RowClock } from '../../agent/levels/level-clock.tsx'
import { PresenceDot, presenceText } from '../../agent/presence/presence-choice.tsx'
import { t } from '../../texts/texts.ts'
import { type ActName, RowActs } from './acts.tsx'
import { ConversationLink } from './conversation-link.tsx'
import { since } from './findings.ts'
import { LoadBar } from './load-bar.tsx'

interface PeopleProps {
  people: readonly FloorPerson[]
  onAct: (act: ActName, conversation: FloorConversation) => void
}

/** Everybody with what they have; who is neither here nor has anything stands at the end. */
export function PeopleTable({ people, onAct }: PeopleProps) {
  const words = t().floor.people
  const { columns } = words
  return (
    <section class="floor-part" aria-labelledby="floor-people">
      <h2 id="floor-people">{words.title}</h2>
      {people.length === 0 && <p class="quiet">{words.empty}</p>}
      {people.length > 0 && (
        <table class="table floor-table">
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.load}</th>
              <th scope="col">{columns.conversations}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  <span class="floor-person">
                    <PresenceDot presence={person.presence} />
                    <span>
                      {person.name}
                      <small class="quiet">{presenceText(person.presence)}</small>
                    </span>
                  </span>
                </th>
                <td data-name={columns.load}>
                  <LoadBar load={person.load} capacity={person.capacity} />
                </td>
                <td data-name={columns.conversations} class="floor-owned">
                  {person.conversations.length === 0 && <span class="quiet">{words.none}</span>}
                  {person.conversations.map((each) => (
                    <Owned key={each.id} conversation={each} onAct={onAct} />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Owned({ conversation, onAct }: { conversation: FloorConversation; onAct: PeopleProps['onAct'] }) {
  const words = t().floor.people
  const { assignedAt, waitingSince, clocks } = conversation
  return (
    <div class="floor-conversation">
      <span class="floor-what">
        <ConversationLink conversation={conversation} />
        <small class="quiet">
          {assignedAt !== undefined && words.has(since(assignedAt))}
          {waitingSince !== undefined && ` · ${words.waits(since(waitingSince))}`}
        </small>
      </span>
      <RowClock clocks={clocks} />
      <RowActs conversation={conversation} onAct={onAct} />
    </div>
  )
}
