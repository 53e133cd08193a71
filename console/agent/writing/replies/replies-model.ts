import { computed } from '@preact/signals'
import type { CannedReply } from '#shared/canned-reply.ts'
import type { DeskConnection } from '../../../connection.ts'
import type { CannedReplyEdit, NewCannedReply, Rest } from '../../../rest.ts'
import { fuzzyOrder } from '../../../shell/fuzzy.ts'
import { createToolList } from './tool-list.ts'

export type RepliesModel = ReturnType<typeof createReplies>

const mostPages = 60

/** The canned replies that this person may use, their own first. */
export function createReplies(rest: Rest, connection: DeskConnection) {
  const titles = new Intl.Collator()
  const list = createToolList<CannedReply>({
    ...{ connection, mostPages },
    order: (one, other) =>
      Number(one.shared) - Number(other.shared) || titles.compare(one.title, other.title),
    async read(cursor) {
      const result = await rest.cannedReplies(cursor)
      return result.ok ? { ok: true, items: result.replies, next: result.next } : result
    },
  })
  const texts = computed(() =>
    (list.items.value ?? []).map(({ shortcut, title, topic = '' }) => `${shortcut} ${title} ${topic}`),
  )

  /** What fits, the best first: a shortcut that begins so, then whatever is like it. */
  function find(typed: string, most: number): CannedReply[] {
    const all = list.items.value ?? []
    const wanted = typed.toLowerCase()
    const found = fuzzyOrder(texts.value, typed).flatMap((place) => all[place] ?? [])
    const begins = wanted === '' ? [] : all.filter(({ shortcut }) => shortcut.startsWith(wanted))
    begins.sort((one, other) => one.shortcut.length - other.shortcut.length)
    return [...new Set([...begins, ...found])].slice(0, most)
  }

  return {
    replies: list.items,
    failure: list.failure,
    want: list.want,
    find,
    create: (reply: NewCannedReply) => list.changed(rest.createCannedReply(reply)),
    edit: (id: string, reply: CannedReplyEdit) => list.changed(rest.editCannedReply(id, reply)),
    remove: (id: string) => list.changed(rest.removeCannedReply(id)),
    dispose: list.dispose,
  }
}
