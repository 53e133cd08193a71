import type { ConversationRow } from '../../conversation/index.ts'
import { helpersOf } from '../../conversation/index.ts'
import type { Reading } from '../../store/store.ts'

/**
 * Who is told that a service level of a conversation is near or was missed: its owner, and the people of the team in
 * whose queue it is and of those that help. `everybody` where it is nobody's: then the whole desk is told.
 */
export async function peopleOf(
  read: Reading,
  conversation: Pick<ConversationRow, 'assignee_id' | 'team_id' | 'helpers'>,
): Promise<string[] | 'everybody'> {
  const teams = [conversation.team_id, ...helpersOf(conversation).map(({ teamId }) => teamId)]
  const ids = teams.filter((id) => typeof id === 'string')
  const members =
    ids.length === 0
      ? []
      : await read
          .selectFrom('team_member')
          .innerJoin('person', 'person.id', 'team_member.person_id')
          .select('person.id')
          .where('team_member.team_id', 'in', ids)
          .where('person.disabled_at', 'is', null)
          .execute()
  const people = new Set(members.map(({ id }) => id))
  if (conversation.assignee_id !== null) people.add(conversation.assignee_id)
  return people.size === 0 ? 'everybody' : [...people]
}
