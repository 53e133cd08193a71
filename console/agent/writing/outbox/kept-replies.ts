import type { Attachment } from '#shared/attachment.ts'
import type { Storage } from '../../../shell/preferences.ts'
import type { SentShare } from '../../copilot/share.ts'

/** A reply as it is kept on this computer until the server has it. */
export interface KeptReply {
  /** Made here; makes sending again harmless (invariant 2). */
  id: string
  conversationId: string
  text: string
  attachments: readonly Attachment[]
  /** What of it the copilot brought. */
  share?: SentShare | undefined
  /** As it was when the reply was written: whoever has lost the conversation since sends nothing (invariant 6). */
  fence: number
  /** From when on it may go out; milliseconds since 1970. */
  dueAt: number
  /** The server would not have it: a person decides what becomes of it. */
  isRefused?: boolean | undefined
}

/** More than this at once is nobody's typing, in replies. */
const most = 100

export type KeptReplies = ReturnType<typeof openKeptReplies>

/** The replies of one person that are not on the server yet. Every tab of this computer sees the same. */
export function openKeptReplies(storage: Storage, personId: string) {
  const key = `outbox:${personId}`

  function read(): KeptReply[] {
    const stored = storage.read(key)
    if (stored === undefined) return []
    try {
      const replies: unknown = JSON.parse(stored)
      return Array.isArray(replies) ? replies.filter(isKept) : []
    } catch {
      // Half a text, as of a disk that was full: nothing of it can be sent.
      return []
    }
  }

  function write(replies: readonly KeptReply[]): void {
    storage.write(key, replies.length === 0 ? undefined : JSON.stringify(replies.slice(-most)))
  }

  return {
    read,
    /** Keeps a reply, in the place it has. Other tabs' replies stay as they are. */
    keep(reply: KeptReply): void {
      const replies = read()
      const place = replies.findIndex(({ id }) => id === reply.id)
      write(place < 0 ? [...replies, reply] : replies.with(place, reply))
    },
    drop(id: string): void {
      const replies = read()
      const left = replies.filter((each) => each.id !== id)
      if (left.length !== replies.length) write(left)
    },
    /** Tells of what other tabs change. Returns how to stop. */
    follow: (listener: () => void) => storage.follow?.(key, listener) ?? (() => undefined),
  }
}

function isKept(value: unknown): value is KeptReply {
  if (typeof value !== 'object' || value === null) return false
  const { id, conversationId, text, attachments, fence, dueAt } = value as Record<string, unknown>
  return (
    [id, conversationId, text].every((each) => typeof each === 'string') &&
    [fence, dueAt].every((each) => typeof each === 'number') &&
    Array.isArray(attachments)
  )
}
