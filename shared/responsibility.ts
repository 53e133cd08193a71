/** Who leads what the assistant meets: the versioned table of product.md. */
export type Lead = 'assistant' | 'assistant-with-approval' | 'person'

export interface ResponsibilityRow {
  /** An article topic, or `safety`, `policy`, `visitor-request`, `order-status`; `*` is every other topic. */
  topic: string
  lead: Lead
  /** The role accountable for the row. */
  accountable: string
  /** Below this confidence (0 to 1) the assistant does not answer by itself. */
  answerAt: number
}

export interface ResponsibilityList {
  version: number
  rows: ResponsibilityRow[]
  /** From here up to a row's `answerAt` the assistant asks which article is meant, where two are close. */
  askAt: number
  /** At or above this anger (0 to 1) a person takes over. */
  angerAt: number
  /** Misses in a row after which a person takes over. */
  missesAllowed: number
}

/** Rows that no edit may take from people: they stand whatever the list says. */
export const alwaysPerson: ReadonlySet<string> = new Set(['safety', 'policy', 'visitor-request'])

/** The row that leads a topic; fixed rows win over the list, and the `*` row takes what no other names. */
export function rowFor(list: ResponsibilityList, topic: string): ResponsibilityRow {
  if (alwaysPerson.has(topic)) return { topic, lead: 'person', accountable: 'supervisor', answerAt: 1 }
  const row = list.rows.find((each) => each.topic === topic) ?? list.rows.find((each) => each.topic === '*')
  return row ?? { topic, lead: 'person', accountable: 'supervisor', answerAt: 1 }
}
