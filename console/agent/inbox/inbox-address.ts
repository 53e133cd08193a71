import type { ConversationStatus } from '#shared/conversation.ts'
import type { InboxFilters, InboxOrder } from '#shared/search.ts'

export const tabs = ['waiting', 'mine', 'snoozed', 'approvals', 'automated', 'resolved'] as const
export const views = [...tabs, 'attention', 'promises', 'helping'] as const
export type View = (typeof views)[number]

export const statuses = [
  'automated',
  'queued',
  'assigned',
  'resolved',
] as const satisfies ConversationStatus[]

/** What narrows a list, as the address has it. Days are of this computer's calendar, both inclusive. */
export interface Narrowing {
  assignee?: string | undefined
  team?: string | undefined
  tag?: string | undefined
  language?: 'en' | 'zh' | undefined
  priority?: 1 | 2 | undefined
  /** YYYY-MM-DD */
  from?: string | undefined
  to?: string | undefined
  /** Of a search alone: a view says it already. */
  status?: ConversationStatus | undefined
}

/** Everything that the address of the inbox says: a link to it shows somebody else the same. */
export interface InboxPlace {
  view: View
  conversation?: string | undefined
  order?: InboxOrder | undefined
  /** What is looked for; then the list shows what was found. */
  search?: string | undefined
  narrowing: Narrowing
}

const day = /^\d{4}-\d{2}-\d{2}$/
const longestId = 64

/** Reads an address; what it does not understand it leaves out. */
export function readPlace(query: Record<string, string | undefined>): InboxPlace {
  const id = (value: string | undefined) => (value && value.length <= longestId ? value : undefined)
  const date = (value: string | undefined) =>
    value !== undefined && day.test(value) && !Number.isNaN(startOf(value)) ? value : undefined
  return {
    view: views.find((each) => each === query.view) ?? 'waiting',
    conversation: query.conversation,
    order: query.order === 'oldest' || query.order === 'newest' ? query.order : undefined,
    search: query.search?.trim() === '' ? undefined : query.search,
    narrowing: {
      assignee: id(query.assignee),
      team: id(query.team),
      tag: id(query.tag),
      language: query.language === 'en' || query.language === 'zh' ? query.language : undefined,
      priority: query.priority === '1' ? 1 : query.priority === '2' ? 2 : undefined,
      from: date(query.from),
      to: date(query.to),
      status: statuses.find((each) => each === query.status),
    },
  }
}

export function addressOf({ view, conversation, order, search, narrowing }: InboxPlace): string {
  const { status, ...others } = narrowing
  const all = {
    view,
    search,
    order,
    ...others,
    status: search === undefined ? undefined : status,
    conversation,
  }
  const said = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `/console/?${new URLSearchParams(said)}`
}

/** What the server is asked. */
export function filtersOf({ from, to, status: _, ...narrowing }: Narrowing): InboxFilters {
  return {
    ...narrowing,
    ...(from !== undefined && { since: startOf(from) }),
    ...(to !== undefined && { until: startOf(to, 1) }),
  }
}

export function isNarrowed(narrowing: Narrowing): boolean {
  return Object.values(narrowing).some((value) => value !== undefined)
}

/** The first millisecond of a day, or of one some days later. */
function startOf(text: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, date + later).getTime()
}
