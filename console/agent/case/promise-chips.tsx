import './case.css'
import { CalendarClock } from 'lucide-preact'
import type { InboxCounts, InboxRow } from '#shared/protocol.ts'
import { now, number, weekdayTime } from '../../shell/format.ts'
import { Badge } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'

export function hasPromiseChips(row: InboxRow): boolean {
  return row.promiseDueAt !== undefined || row.promisesBroken > 0 || row.outcome === 'unresolved'
}

/** On a row of the inbox: what was promised and by when, what broke, and an end that settled nothing. */
export function PromiseChips({ row }: { row: InboxRow }) {
  const words = t().case
  const { promiseDueAt, promisesWarned, promisesBroken, outcome } = row
  const isSoon = promisesWarned > 0 || (promiseDueAt ?? Number.POSITIVE_INFINITY) < now.value
  return (
    <>
      {promisesBroken > 0 && <Badge tone="risk">{words.rowBroken}</Badge>}
      {promiseDueAt !== undefined && (
        <Badge tone={isSoon ? 'risk' : 'plain'}>
          {isSoon && `${words.dueSoon} · `}
          {words.rowDue(weekdayTime(promiseDueAt))}
        </Badge>
      )}
      {outcome === 'unresolved' && <Badge>{words.unresolved}</Badge>}
    </>
  )
}

interface FilterProps {
  counts: InboxCounts | undefined
  isHere: boolean
  href: string
}

/** The way to everything that was promised; it is red while something is nearly due. */
export function PromiseFilter({ counts, isHere, href }: FilterProps) {
  const open = counts?.promises ?? 0
  if (open === 0 && !isHere) return null
  const isSoon = (counts?.promisesWarned ?? 0) > 0
  return (
    <a
      class={`attention-filter promise-filter ${isSoon ? 'promise-filter-soon' : ''}`}
      href={href}
      title={t().case.list}
      aria-current={isHere ? 'page' : undefined}
    >
      <CalendarClock size={14} />
      {isSoon ? t().case.dueSoon : t().case.list}
      {open > 0 && <span class="count">{number(open)}</span>}
    </a>
  )
}
