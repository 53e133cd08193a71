import type { Mention } from '#shared/desk-tools.ts'
import type { InboxRow } from '#shared/protocol.ts'
import type { NoticeKind } from '../../shell/settings/settings.ts'

/** Something a person should know while they look elsewhere. */
export interface Notice {
  /** Names the occasion: told once, however many tabs there are. */
  id: string
  kind: NoticeKind
  conversationId: string
  /** What happened, for the catalogue to say. */
  about: 'waiting' | 'given' | 'replied' | 'mentioned' | 'breach-near'
  /** The visitor, or the colleague who mentions. */
  name?: string | undefined
  /** What was written: shown only to whoever wants it shown. */
  text?: string | undefined
}

/** What was not known before and happened longer ago than this is no news; milliseconds. */
const newsLasts = 30_000

/**
 * What is new in a row of the inbox. Pure.
 *
 * @param known the row as it was; `undefined` where it was not seen before
 * @param isMyQueue whether this person takes from the queue that it is in
 */
export function noticeOfRow(
  row: InboxRow,
  known: InboxRow | undefined,
  me: { id: string },
  isMyQueue: (row: InboxRow) => boolean,
  now: number,
): Notice | undefined {
  const about = { conversationId: row.id, name: row.visitor.name, text: row.preview }
  // What one has only just come to see happened perhaps long ago.
  const isRecent = known !== undefined || now - row.updatedAt < newsLasts
  const isMine = row.status === 'assigned' && row.assignee?.id === me.id
  if (row.status === 'queued' && known?.status !== 'queued' && isRecent && isMyQueue(row))
    return { id: `${row.id}:${row.head}`, kind: 'queue', about: 'waiting', ...about }
  const wasMine = known?.status === 'assigned' && known.assignee?.id === me.id
  if (isMine && known !== undefined && !wasMine)
    return { id: `${row.id}:${row.head}`, kind: 'queue', about: 'given', ...about }
  const hasWritten = row.previewSender === 'visitor' && row.updatedAt > (known?.updatedAt ?? 0)
  if (isMine && hasWritten && isRecent)
    return { id: `${row.id}:${row.head}`, kind: 'reply', about: 'replied', ...about }
  const isNear = row.attention.some(({ name }) => name === 'service-level-near')
  const wasNear = known?.attention.some(({ name }) => name === 'service-level-near') ?? false
  const isTheirs = isMine || (row.status === 'queued' && isMyQueue(row))
  if (isNear && !wasNear && known !== undefined && isTheirs)
    return { id: `${row.id}:${row.head}:near`, kind: 'breach', about: 'breach-near', ...about }
  return undefined
}

export function noticeOfMention(mention: Mention): Notice {
  const { conversationId, seq, by, text } = mention
  const about = { conversationId, name: by.name, text }
  return { id: `${conversationId}:${seq}:mention`, kind: 'mention', about: 'mentioned', ...about }
}
