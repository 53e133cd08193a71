import { askForWork } from '../store/due-work.ts'
import { fromJson } from '../store/json.ts'
import type { Store, Writing } from '../store/store.ts'
import type { OpenLog } from './log/log.ts'

/** A message that looks unfinished waits this long for the rest, in milliseconds, with the poll of due work on top. */
export const pauseForMore = 1_200
/** While the visitor types; their client repeats it every three seconds. Milliseconds. */
const pauseForTyping = 3_200
/** However much is still coming, a message waits no longer than this for its turn to begin or be kept. Milliseconds. */
export const longestPause = 8_000

const onlyGreeting =
  /^(?:(?:hi|hello|hey|hiya|howdy|dear|there|team|all|sir|madam|good (?:morning|afternoon|evening|day)|哈喽|嗨|你好|您好|在吗|在么|有人吗|早上好|下午好|晚上好|亲|客服)[\s,.!~，。！～、?？]*)+$/i
const openEnd =
  /(?:[,，、:：;；]|…|\.{2,}|。{2,}|—|(?:^|\s)(?:and|but|or|so|because|cause|since|if|when|with|for|the|a|an|my|to|about)|因为|所以|但是|不过|而且|然后|还有|就是|如果|我想问(?:一下|下)?|请问(?:一下|下)?|想问(?:一下|下)?|问一下|问下)\s*$/i

/**
 * Makes the assistant's turn due, at once or after the pause that an unfinished text asks for; a turn already under
 * way will look again (see `finishWork`).
 */
export async function askForTurn(log: OpenLog, seq: number, text = ''): Promise<void> {
  const { conversation, writing, at } = log
  const since = looksUnfinished(text) ? await waitingSince(writing, conversation, at) : at
  await askForWork(writing, {
    key: turnKey(conversation.id),
    kind: 'turn',
    payload: { conversationId: conversation.id, question: seq, askedAt: at, since },
    dueAt: dueAfter(text, at, since),
  })
}

/** Whether the visitor has written since `seq`. */
export async function hasNewerMessage(log: OpenLog, seq: number): Promise<boolean> {
  const row = await log.writing
    .selectFrom('message')
    .select('seq')
    .where('conversation_id', '=', log.conversation.id)
    .where('sender_id', '=', log.conversation.visitor_id)
    .where('seq', '>', seq)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether more is plainly to come: only a greeting, or an end that no sentence has. */
export function looksUnfinished(text: string): boolean {
  const plain = text.slice(-400).trim()
  if (text.length > 2_000) return false
  return onlyGreeting.test(plain) || openEnd.test(plain)
}

/** When the turn for a message posted at `at` is due; `since` is when the first one that still waits was posted. */
export function dueAfter(text: string, at: number, since: number): number {
  return looksUnfinished(text) ? Math.max(at, Math.min(at + pauseForMore, since + longestPause)) : at
}

/**
 * A visitor who types on while their turn waits is waited for, and no longer once they stopped. A turn that is already
 * at work is left alone. Answers whether a turn waits.
 */
export async function pauseWhileTyping(
  store: Store,
  conversationId: string,
  isTyping: boolean,
  now: number,
): Promise<boolean> {
  const key = turnKey(conversationId)
  const waiting = await store.read
    .selectFrom('due_work')
    .select(['payload', 'generation'])
    .where('key', '=', key)
    .where('due_at', '>', now)
    .executeTakeFirst()
  if (waiting === undefined) return false
  const { since = now } = fromJson<{ since?: number }>(waiting.payload)
  const until = Math.min(now + (isTyping ? pauseForTyping : pauseForMore), since + longestPause)
  await store.write((writing) =>
    writing
      .updateTable('due_work')
      .set({ due_at: until })
      .where('key', '=', key)
      .where('generation', '=', waiting.generation)
      .where('due_at', '>', now)
      .execute(),
  )
  return true
}

/** One turn a conversation: asked for again it is the same work. */
function turnKey(conversationId: string): string {
  return `turn:${conversationId}`
}

/** When the first visitor message after `answered` was posted; `at` where there is none. */
async function waitingSince(
  writing: Writing,
  conversation: { id: string; visitor_id: string; answered_seq: number },
  at: number,
): Promise<number> {
  const row = await writing
    .selectFrom('message')
    .select('at')
    .where('conversation_id', '=', conversation.id)
    .where('sender_id', '=', conversation.visitor_id)
    .where('seq', '>', conversation.answered_seq)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return Math.min(row?.at ?? at, at)
}
