import type { InboxRow } from '#shared/protocol.ts'
import { duration, now, visitorName } from '../../shell/format.ts'
import { Badge, LanguageMark } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { AttentionChips } from '../attention/attention-chips.tsx'
import { hasPromiseChips, PromiseChips } from '../case/promise-chips.tsx'
import { standingOf } from '../levels/clock-text.ts'
import { RowClock } from '../levels/level-clock.tsx'
import { ActChips, hasActChips } from '../wrap-up/act-chips.tsx'

/** One conversation in a list. */
export function Row({ row, href, isSelected }: { row: InboxRow; href: string; isSelected: boolean }) {
  return (
    <a class="row" data-row={row.id} href={href} aria-current={isSelected ? 'true' : undefined}>
      <span class="row-line">
        <span class="row-name">{visitorName(row.visitor)}</span>
        <LanguageMark language={row.language} />
        <RowTime row={row} />
      </span>
      <span class="row-preview" lang={row.language}>
        {row.previewSender !== 'visitor' && <span class="row-sender">{senderWord(row.previewSender)}</span>}
        {row.preview}
      </span>
      {(isWithPeople(row) ||
        row.attention.length > 0 ||
        row.proposals > 0 ||
        hasPromiseChips(row) ||
        hasActChips(row)) && (
        <span class="row-line row-chips">
          <PromiseChips row={row} />
          {row.proposals > 0 && <Badge tone="waiting">{t().approvals.waiting}</Badge>}
          <AttentionChips attention={row.attention} helpers={row.helpers} most={2} />
          {isWithPeople(row) && row.reason !== undefined && (
            <Badge tone={row.status === 'queued' && row.attention.length === 0 ? 'waiting' : 'plain'}>
              {t().reasons[row.reason]}
            </Badge>
          )}
          <RowClock clocks={row.clocks} />
          <ActChips row={row} />
        </span>
      )}
    </a>
  )
}

function isWithPeople(row: InboxRow): boolean {
  return row.reason !== undefined && row.status !== 'automated'
}

function RowTime({ row }: { row: InboxRow }) {
  if (row.status !== 'queued') return <time class="row-time">{duration(now.value - row.updatedAt)}</time>
  const wait = now.value - (row.queuedAt ?? row.updatedAt)
  const label = t().agent.waited(duration(wait))
  // By the hours of its team, and not by the clock on the wall: who waits over night is not late.
  const isLate = row.clocks.some((clock) => standingOf(clock) === 'late')
  return (
    <time class={`row-time ${isLate ? 'row-time-risk' : 'row-time-waiting'}`} title={label}>
      {duration(wait)}
    </time>
  )
}

function senderWord(sender: string): string {
  if (sender === 'assistant') return `${t().agent.assistant}: `
  if (sender === 'agent') return `${t().roles.agent}: `
  return ''
}
