import { useState } from 'preact/hooks'
import type { Person } from '#shared/people.ts'
import { t } from '../../texts/texts.ts'

interface MembersProps {
  people: readonly Person[]
  members: readonly string[]
  problem: string | undefined
  onMembers: (members: string[]) => void
}

/** So many people one finds without looking for them. */
const fewPeople = 8

/** Who is in a team: everybody of the workspace, those of the team with a tick. */
export function Members({ people, members, problem, onMembers }: MembersProps) {
  const words = t().teams
  const [wanted, setWanted] = useState('')
  const shown = people.filter(({ name, email }) =>
    `${name} ${email}`.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  )
  return (
    <fieldset class="team-part team-members">
      <legend>{words.members}</legend>
      <small>{problem ?? words.membersHelp}</small>
      {people.length > fewPeople && (
        <input
          class="input"
          type="search"
          aria-label={words.findPeople}
          placeholder={words.findPeople}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <div class="team-member-list">
        {shown.length === 0 && <p class="quiet">{words.noPeople}</p>}
        {shown.map(({ id, name, role }) => (
          <label key={id} class="choice">
            <input
              type="checkbox"
              checked={members.includes(id)}
              onChange={(event) =>
                onMembers(
                  event.currentTarget.checked ? [...members, id] : members.filter((each) => each !== id),
                )
              }
            />
            <span>
              {name}
              <small>{t().roles[role]}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
