import type { ServiceClocks } from '#shared/service-clocks.ts'
import type { Signal } from '#shared/watch.ts'
import { type ConversationRow, changeConversation, setClocks } from '../../conversation/index.ts'
import { type DueWork, finishWork, repeatWork } from '../../store/due-work.ts'
import { toJson } from '../../store/json.ts'
import type { Writing } from '../../store/store.ts'
import { followUpDefaults } from '../promises/make.ts'
import type { AssistantParts } from '../turns.ts'
import { act, type TeamNamed } from './act.ts'
import { type Look, lookAt } from './look.ts'

type WatcherParts = Pick<
  AssistantParts,
  'store' | 'announcer' | 'now' | 'isDeskOpen' | 'responsibilitiesOf' | 'followUp'
> & {
  teamNamed?: TeamNamed | undefined
  /** Tells the people of a conversation's teams, after the commit, that a service level is near or was missed. */
  levelsNoted?(conversation: ConversationRow, signals: readonly Signal[]): void
}

/**
 * Looks at what happened in a conversation since the last look, and at the time that has passed. Mostly nothing comes
 * of it: then only the state is kept. What the watcher does goes through the log like everything else, in a transaction
 * of its own that also ends this run, so that a process killed at any point leaves the look due and nothing is done
 * twice.
 */
export async function runWatch(parts: WatcherParts, work: DueWork, owner: string): Promise<void> {
  const id = String(work.payload.conversationId)
  const { read } = parts.store
  const conversation = await read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (conversation === undefined) {
    await parts.store.write((writing) => finishWork(writing, work, owner))
    return
  }
  const look = await lookAt(read, conversation, parts.now())
  if (look.signals.length + look.calmed.length + look.breaches.length === 0) {
    await parts.store.write(async (writing) => {
      if (!(await endRun(writing, work, owner, look.nextAt))) return
      await keepState(writing, id, look)
      if (look.clocks) await keepTimes(writing, conversation, look.clocks)
    })
    if (look.clocks) parts.announcer.appended(conversation, [])
    return
  }
  const workspaceId = conversation.workspace_id
  const [isDeskOpen, responsibilities] = await Promise.all([
    parts.isDeskOpen(conversation),
    parts.responsibilitiesOf(workspaceId),
  ])
  const noted = await changeConversation(parts, id, async (log) => {
    // Again, with whatever was appended meanwhile: from here on nothing more is.
    const held = await lookAt(log.writing, log.conversation, log.at)
    if (!(await endRun(log.writing, work, owner, held.nextAt))) return
    await keepState(log.writing, id, held)
    if (held.clocks) setClocks(log.conversation, held.clocks)
    const followUp = parts.followUp ?? followUpDefaults
    await act(log, held, { isDeskOpen, responsibilities, followUp, teamNamed: parts.teamNamed })
    return { conversation: log.conversation, levels: held.signals.filter(isOfLevel) }
  })
  if (noted && noted.levels.length > 0) parts.levelsNoted?.(noted.conversation, noted.levels)
}

function isOfLevel({ name }: Signal): boolean {
  return name.startsWith('service-level')
}

async function endRun(
  writing: Writing,
  work: DueWork,
  owner: string,
  nextAt: number | undefined,
): Promise<boolean> {
  return nextAt === undefined ? finishWork(writing, work, owner) : repeatWork(writing, work, owner, nextAt)
}

/** Not where something was appended meanwhile: that has asked for a look of its own. */
async function keepTimes(
  writing: Writing,
  conversation: ConversationRow,
  clocks: ServiceClocks,
): Promise<void> {
  setClocks(conversation, clocks)
  await writing
    .updateTable('conversation')
    .set({ clocks: conversation.clocks, level_due_at: conversation.level_due_at })
    .where('id', '=', conversation.id)
    .where('head', '=', conversation.head)
    .execute()
}

async function keepState(writing: Writing, id: string, { state, seq }: Look): Promise<void> {
  const kept = { seq, state: toJson(state) }
  await writing
    .insertInto('watch_state')
    .values({ conversation_id: id, ...kept })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(kept))
    .execute()
}
