import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { InboxRow } from '#shared/protocol.ts'
import type { DeskConnection } from '../../connection.ts'
import type { Storage } from '../../shell/preferences.ts'
import type { Settings } from '../../shell/settings/settings.ts'
import { type Notice, noticeOfMention, noticeOfRow } from './notice.ts'

/** What a notice reaches a person by; the browser's own in `browser-notices.ts`. */
export interface NoticeHost {
  /** Whether they look at the desk now, and at which conversation. */
  looking(): { isHere: boolean; conversationId?: string | undefined }
  show(notice: Notice, withText: boolean): void
  play(): void
  /** How much happened since they looked last; 0 once they look. */
  count(unseen: number): void
  /** Tells whenever they look again. Returns how to stop. */
  onLook(listener: () => void): () => void
}

interface Parts {
  connection: DeskConnection
  storage: Storage
  me: { id: string }
  settings: ReadonlySignal<Settings>
  /** They do not want to be disturbed. */
  isQuiet: () => boolean
  isMyQueue: (row: InboxRow) => boolean
  host: NoticeHost
}

/** More rows than this are not remembered; the oldest go first. */
const mostRows = 2_000
const key = 'noticed'

/** Tells a person what happens while they look elsewhere, as they set it on this device. */
export function createNotices({ connection, storage, me, settings, isQuiet, isMyQueue, host }: Parts) {
  const rows = new Map<string, InboxRow>()
  const unseen = signal(0)

  function know(row: InboxRow): InboxRow | undefined {
    const known = rows.get(row.id)
    rows.delete(row.id)
    rows.set(row.id, row)
    if (rows.size > mostRows) {
      const [oldest] = rows.keys()
      if (oldest !== undefined) rows.delete(oldest)
    }
    return known
  }

  function tell(notice: Notice): void {
    const { kinds, browser, sound, showText } = settings.value
    if (!kinds[notice.kind]) return
    const { isHere, conversationId } = host.looking()
    // It happens before their eyes.
    if (isHere && conversationId === notice.conversationId) return
    if (!isHere) unseen.value += 1
    if (isQuiet() || storage.read(key) === notice.id) return
    // Of several tabs the first one tells.
    storage.write(key, notice.id)
    if (sound) host.play()
    if (browser && !isHere) host.show(notice, showText)
  }

  const stops = [
    connection.listen('inbox:changed', ({ conversation }) => {
      const known = rows.get(conversation.id)
      // A fact may come late: what is older is no news.
      if (known !== undefined && conversation.head <= known.head) return
      know(conversation)
      const notice = noticeOfRow(conversation, known, me, isMyQueue, Date.now())
      if (notice !== undefined) tell(notice)
    }),
    connection.listen('mentions:changed', ({ mention }) => {
      if (mention !== undefined) tell(noticeOfMention(mention))
    }),
    host.onLook(() => {
      unseen.value = 0
    }),
    effect(() => host.count(unseen.value)),
  ]

  return {
    unseen,
    dispose() {
      for (const stop of stops) stop()
      host.count(0)
    },
  }
}
