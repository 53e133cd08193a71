import { type ConversationParts, giveConversation, type OpenLog } from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { type DueWork, finishWork, repeatWork } from '../../store/due-work.ts'
import { choiceOf, presencesOf } from '../presence/presence.ts'
import { readProfile } from '../teams/index.ts'
import { type Candidate, decideRouting, type Gift, mayTake, type Waiting } from './decide.ts'
import { candidatesOf, loadsOf } from './people.ts'
import { type WaitingRow, waitingToBeGiven } from './waiting.ts'

export interface RoutingParts extends ConversationParts {
  /** Whether this node itself has a connection of theirs. */
  isHere(personId: string): boolean
}

/** While somebody waits whom nobody could be given to, it is looked again this often, in milliseconds. */
const lookAgain = 30_000

/**
 * Gives out what waits in a workspace, by `decideRouting`. What it decides on may be old by then: each conversation is
 * given in a transaction of its own that looks again whether it still waits and the person still has room.
 */
export async function runRouting(parts: RoutingParts, work: DueWork, owner: string): Promise<void> {
  const { read } = parts.store
  const workspaceId = String(work.payload.workspaceId)
  const now = parts.now()
  const people = await candidatesOf(read, workspaceId, now, parts.isHere)
  const waiting = await waitingToBeGiven(read, workspaceId, people)
  const gifts = decideRouting(
    waiting.map((each) => each.waiting),
    people,
    now,
  )
  const names = await namesOf(parts, gifts)
  const given = new Set<string>()
  for (const gift of gifts) {
    const found = waiting.find(({ row }) => row.id === gift.conversation)
    const person = people.find(({ id }) => id === gift.person)
    const name = names.get(gift.person)
    if (!found || !person || name === undefined) continue
    if (await give(parts, gift, found, { ...person, name })) given.add(gift.conversation)
  }
  const left = waiting.filter(({ row }) => !given.has(row.id))
  const next = Math.min(now + lookAgain, ...left.flatMap(({ waiting: { notTo } }) => notTo?.until ?? []))
  await parts.store.write(async (writing) => {
    if (left.length === 0) await finishWork(writing, work, owner)
    else await repeatWork(writing, work, owner, Math.max(next, now + 1_000))
  })
}

async function give(
  parts: RoutingParts,
  gift: Gift,
  { row, waiting }: WaitingRow,
  person: Candidate & { name: string },
): Promise<boolean> {
  try {
    return await giveConversation(
      parts,
      { conversationId: row.id, fence: row.fence, person, given: gift.why },
      (log) => isStillFree(log, waiting, person, parts.isHere),
    )
  } catch (reason) {
    // Erased meanwhile, or the person is here no more.
    if (reason instanceof Refusal) return false
    throw reason
  }
}

/** Holds the person, so that two nodes do not both give them their last place; and looks at them again. */
async function isStillFree(
  { writing, conversation, at }: OpenLog,
  waiting: Waiting,
  person: Candidate,
  isHere: (personId: string) => boolean,
): Promise<boolean> {
  if (conversation.team_id !== waiting.team) return false
  const held = await writing
    .updateTable('presence')
    .set((each) => ({ choice: each.ref('choice') }))
    .where('person_id', '=', person.id)
    .returning('person_id')
    .executeTakeFirst()
  if (held === undefined) return false
  const { workspace_id: workspaceId } = conversation
  const presences = await presencesOf(writing, workspaceId, at)
  const { capacity } = await readProfile(writing, workspaceId, person.id)
  const loads = await loadsOf(writing, workspaceId, person.id)
  const choice = await choiceOf(writing, person.id)
  const presence = presences.get(person.id) ?? (isHere(person.id) ? choice : 'offline')
  const now = { ...person, presence, capacity, load: loads.get(person.id) ?? 0 }
  if (!mayTake(now, waiting, at)) return false
  await writing.updateTable('presence').set({ given_at: at }).where('person_id', '=', person.id).execute()
  return true
}

async function namesOf(parts: RoutingParts, gifts: readonly Gift[]): Promise<Map<string, string>> {
  if (gifts.length === 0) return new Map()
  const rows = await parts.store.read
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(gifts.map(({ person }) => person))])
    .where('disabled_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
