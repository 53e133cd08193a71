import { useState } from 'preact/hooks'
import type { Person } from '#shared/people.ts'
import { type DeskProfile, defaultCapacity } from '#shared/team.ts'
import { listed, number } from '../../shell/format.ts'
import { Badge } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { ProfileDialog } from './profile-dialog.tsx'
import type { TeamsModel, TeamsState } from './teams-model.ts'

/** What everybody takes on at once, and is good at. */
export function PeopleTable({ model, state }: { model: TeamsModel; state: TeamsState }) {
  const [editing, setEditing] = useState<Person | undefined>(undefined)
  const words = t().teams.people
  return (
    <>
      <p class="quiet team-help">{words.help}</p>
      <table class="table team-people">
        <thead>
          <tr>
            <th scope="col">{words.columns.name}</th>
            <th scope="col">{words.columns.teams}</th>
            <th scope="col">{words.columns.capacity}</th>
            <th scope="col">{words.columns.skills}</th>
          </tr>
        </thead>
        <tbody>
          {state.people.map((person) => {
            const { capacity, skills } = profileOf(state, person.id)
            const teams = state.teams.filter(({ members }) => members.includes(person.id))
            return (
              <tr key={person.id}>
                <td>
                  <button
                    type="button"
                    class="link team-person"
                    aria-label={words.edit(person.name)}
                    onClick={() => setEditing(person)}
                  >
                    {person.name}
                  </button>
                </td>
                <td class={teams.length === 0 ? 'quiet' : undefined}>
                  {teams.length === 0 ? words.noTeam : listed(teams.map(({ name }) => name))}
                </td>
                <td class="nowrap" data-label={words.columns.capacity}>
                  {number(capacity)}
                </td>
                <td>
                  {skills.length === 0 && <span class="quiet">{words.noSkills}</span>}
                  <span class="team-skills">
                    {skills.map(({ kind, value }) => (
                      <Badge key={`${kind} ${value}`}>
                        {words.kinds[kind]} · {value}
                      </Badge>
                    ))}
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {editing !== undefined && (
        <ProfileDialog
          model={model}
          person={editing}
          profile={profileOf(state, editing.id)}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  )
}

function profileOf({ profiles }: TeamsState, personId: string): DeskProfile {
  return profiles.get(personId) ?? { personId, capacity: defaultCapacity, skills: [], version: 0 }
}
