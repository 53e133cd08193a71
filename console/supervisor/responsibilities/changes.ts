import { plainTopic, type ResponsibilityList, type ResponsibilityRow } from '#shared/responsibility.ts'

/** The parts of a row that can differ, in the order they are told. */
const rowFields = [
  'lead',
  'accountable',
  'answerAt',
  'team',
  'refundUpTo',
  'couponUpTo',
  'note',
] as const satisfies readonly (keyof ResponsibilityRow)[]
const listFields = ['askAt', 'angerAt', 'missesAllowed'] as const

export type ListField = (typeof listFields)[number]
type Rows = Omit<ResponsibilityList, 'version'>

/** One thing that differs between two lists. */
export type Change =
  | { kind: 'added' | 'removed'; row: ResponsibilityRow }
  | { kind: 'row'; before: ResponsibilityRow; after: ResponsibilityRow; field: (typeof rowFields)[number] }
  | { kind: 'list'; field: ListField; before: number; after: number }

/** What differs between two lists: figures of the whole list first, then row by row. */
export function changesBetween(before: Rows, after: Rows): Change[] {
  const old = byTopic(before)
  const now = byTopic(after)
  const changes: Change[] = listFields
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => ({ kind: 'list', field, before: before[field], after: after[field] }))
  for (const [topic, row] of now) {
    const was = old.get(topic)
    if (was === undefined) changes.push({ kind: 'added', row })
    else
      for (const field of rowFields)
        if (!isSame(was[field], row[field])) changes.push({ kind: 'row', field, before: was, after: row })
  }
  for (const [topic, row] of old) if (!now.has(topic)) changes.push({ kind: 'removed', row })
  return changes
}

/**
 * My changes on top of theirs: what I left as it was follows them, and where both changed the same thing mine counts.
 * A row that they removed and I changed stays.
 */
export function rebased(base: Rows, mine: Rows, theirs: ResponsibilityList): ResponsibilityList {
  const old = byTopic(base)
  const now = byTopic(mine)
  const rows: ResponsibilityRow[] = []
  for (const [topic, row] of byTopic(theirs)) {
    const was = old.get(topic)
    const own = now.get(topic)
    if (own !== undefined) rows.push(was === undefined ? own : mergedRow(was, own, row))
    else if (was === undefined) rows.push(row)
  }
  const present = new Set(rows.map(({ topic }) => plainTopic(topic)))
  for (const [topic, row] of now) {
    const was = old.get(topic)
    const isMine = was === undefined || rowFields.some((field) => !isSame(was[field], row[field]))
    if (!present.has(topic) && isMine) rows.push(row)
  }
  const figures = Object.fromEntries(
    listFields.map((field) => [field, isSame(base[field], mine[field]) ? theirs[field] : mine[field]]),
  ) as Record<ListField, number>
  return { version: theirs.version, rows, ...figures }
}

function mergedRow(
  was: ResponsibilityRow,
  own: ResponsibilityRow,
  theirs: ResponsibilityRow,
): ResponsibilityRow {
  const changed = rowFields.filter((field) => !isSame(was[field], own[field]))
  return { ...theirs, ...Object.fromEntries(changed.map((field) => [field, own[field]])) }
}

function byTopic({ rows }: Rows): Map<string, ResponsibilityRow> {
  return new Map(rows.map((row) => [plainTopic(row.topic), row]))
}

/** Values of a list are plain data; an absent one is the same as `undefined`, whatever the order of the names. */
function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  return JSON.stringify(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, each]) => [name, canonical(each)]),
  )
}
