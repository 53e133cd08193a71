import { randomUUID } from 'node:crypto'
import { dropReplies } from '#server/assistant/index.ts'
import {
  acceptConversation,
  endByVisitor,
  handBackConversation,
  postAgentMessage,
  postVisitorMessage,
  resolveConversation,
  transferConversation,
  transferToTeam,
} from '#server/conversation/index.ts'
import { attend, moveToTeam, saveRouting } from '#server/desk/index.ts'
import { Refusal } from '#server/refusal.ts'
import { leaseLength } from '#server/store/due-work.ts'
import type { RoutingMode } from '#shared/routing.ts'
import { addConversation } from '../../support/conversation-rows.ts'
import {
  type CrewMember,
  crew,
  type DeskWorld,
  owner,
  returnsTeam,
  settleAll,
} from '../../support/desk-world.ts'
import { checkConversation, type Done } from './check.ts'
import type { Act, Race, Round } from './steps.ts'

const texts = ['hello', 'I want to talk to a real person', 'thanks', 'where is it?']

interface Played {
  world: DeskWorld
  conversationId: string
  /** The fence each of the crew was told last. */
  told: Map<CrewMember, number>
  done: Done[]
}

/** Plays one race in a conversation of its own and checks its log. */
export async function play(world: DeskWorld, { general, team, opening, rounds }: Race): Promise<void> {
  const conversationId = await begin(world, general, team)
  const played: Played = { world, conversationId, told: new Map(), done: [] }
  await take(played, { act: 'say', text: opening })
  world.time += 2_000
  await work(world, 'north')
  for (const round of rounds) await playRound(played, round)
  await work(world, 'north')
  await checkConversation(world, conversationId, played.done)
}

/** Everybody is there, a new visitor is, and nothing of the race before is left. */
async function begin(world: DeskWorld, general: RoutingMode, team: RoutingMode): Promise<string> {
  const id = randomUUID()
  await world.store.write(async (writing) => {
    await writing.deleteFrom('due_work').execute()
    await writing
      .updateTable('conversation')
      .set({ status: 'resolved', queued_at: null, assignee_id: null })
      .where('status', '!=', 'resolved')
      .execute()
    await writing.updateTable('presence').set({ choice: 'online' }).execute()
    const edit = { workspaceId: 'shop', by: 'mei', at: world.time }
    await saveRouting(writing, edit, null, { mode: general, replyWithin: 300_000 })
    await saveRouting(writing, edit, returnsTeam.id, { mode: team, replyWithin: 300_000 })
    for (const person of crew) {
      world.connected.set(person, 'north')
      await attend(writing, { personId: person, workspaceId: 'shop', nodeId: 'north' }, world.time)
    }
    await addConversation(writing, id, world.time)
  })
  return id
}

async function playRound(played: Played, round: Round): Promise<void> {
  const { world } = played
  switch (round.round) {
    case 'acts':
      return void (await Promise.all(round.acts.map((each) => take(played, each))))
    case 'in flight': {
      // Whatever looked unfinished is taken for whole by now.
      world.time += 2_000
      const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      world.gate = { reached: reached.resolve, open: opened.promise }
      const running = work(world, 'north')
      // Nothing may be due; then everything is at its end at once.
      await Promise.race([reached.promise, running])
      await Promise.all(round.acts.filter(({ act }) => act !== 'work').map((each) => take(played, each)))
      world.gate = undefined
      opened.resolve()
      return running
    }
    case 'wait':
      world.time += round.time
      return
    case 'connect':
      return world.connect(round.person, round.node)
    case 'disconnect':
      return world.disconnect(round.person)
    case 'vanish':
      return world.vanish(round.person)
    case 'choose':
      return world.choose(round.person, round.choice)
    case 'work twice': {
      const first = await world.claim('slow')
      world.time += leaseLength + 1
      const second = await world.claim('other')
      return void (await Promise.all([
        ...first.map((each) => world.run(each, 'slow', 'north')),
        ...second.map((each) => world.run(each, 'other', 'south')),
      ]))
    }
    case 'die':
      // A node takes work and is never heard of again.
      await world.claim('dead')
      world.time += leaseLength + 1
      return
  }
}

async function work(world: DeskWorld, node: 'north' | 'south'): Promise<void> {
  const by = `${node}-${randomUUID()}`
  const claimed = await world.claim(by)
  await Promise.all(claimed.map((each) => world.run(each, by, node)))
}

async function take(played: Played, each: Act): Promise<void> {
  const { world, conversationId } = played
  if (each.act === 'say') return void (await say(played, texts[each.text] ?? ''))
  if (each.act === 'work') return work(world, each.node)
  if (each.act === 'visitor ends')
    return void (await orRefusal(endByVisitor(world, conversationId, settleAll('visitor'))))
  const person = each.person === 'owner' ? await ownerOf(played) : each.person
  const fence = await fenceAs(played, person, each.knows)
  const request = { conversationId, fence, person: owner(person) }
  switch (each.act) {
    case 'accept':
      return owns(played, 'accepted', request, person, await orRefusal(acceptConversation(world, request)))
    case 'transfer': {
      const given = transferConversation(world, { ...request, to: owner(each.to) })
      return owns(played, 'transferred', request, each.to, await orRefusal(given))
    }
    case 'transfer to team':
      return void (await orRefusal(
        transferToTeam(world, request, (log) => moveToTeam(log, returnsTeam, person)),
      ))
    case 'hand back':
      return void (await orRefusal(handBackConversation(world, request, (log) => dropReplies(log, person))))
    case 'close':
      return void (await orRefusal(resolveConversation(world, request, settleAll(person))))
    case 'send': {
      const message = { ...request, clientId: randomUUID(), text: 'on my way', language: 'en' as const }
      const posted = await orRefusal(postAgentMessage(world, message))
      if (posted) played.done.push({ what: 'sent', by: person, person, shown: fence, fence, seq: posted.seq })
    }
  }
}

function owns(
  played: Played,
  what: 'accepted' | 'transferred',
  request: { fence: number; person: { id: string } },
  to: CrewMember,
  answer: { fence: number } | undefined,
): void {
  if (answer === undefined) return
  played.told.set(to, answer.fence)
  played.done.push({ what, by: request.person.id, person: to, shown: request.fence, fence: answer.fence })
}

/** Whoever has it now; ana where nobody has. */
async function ownerOf({ world, conversationId }: Played): Promise<CrewMember> {
  const { assignee_id } = await world.store.read
    .selectFrom('conversation')
    .select('assignee_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return crew.find((each) => each === assignee_id) ?? 'ana'
}

async function fenceAs(
  { world, conversationId, told }: Played,
  person: CrewMember,
  knows: 'told' | 'now' | 'long ago',
): Promise<number> {
  if (knows === 'long ago') return 0
  const known = told.get(person)
  if (knows === 'told' && known !== undefined) return known
  const { fence } = await world.store.read
    .selectFrom('conversation')
    .select('fence')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return fence
}

async function say({ world, conversationId }: Played, text: string): Promise<void> {
  await orRefusal(
    postVisitorMessage(world, {
      workspaceId: 'shop',
      siteKey: 'site',
      visitorId: `visitor-${conversationId}`,
      clientId: randomUUID(),
      conversationId,
      text,
      language: 'en',
    }),
  )
}

async function orRefusal<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked
  } catch (reason) {
    if (reason instanceof Refusal) return undefined
    throw reason
  }
}
