import { useSignal } from '@preact/signals'
import { Inbox, TriangleAlert } from 'lucide-preact'
import type { InboxRow } from '#shared/protocol.ts'
import { duration, now, number, visitorName } from '../../shell/format.ts'
import { Badge, Empty, LanguageMark, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { AttentionChips } from '../attention/attention-chips.tsx'
import { AttentionFilter } from '../attention/attention-filter.tsx'
import { isFor } from '../attention/attention-groups.ts'
import { hasPromiseChips, PromiseChips, PromiseFilter } from '../case/promise-chips.tsx'
import { type InboxModel, tabs, type View } from './inbox-model.ts'

/** Waits of more than this are drawn as a risk: product.md promises a person within 30 minutes. */
const longWait = 30 * 60_000

export function inboxAddress(view: View, conversationId?: string): string {
  const search = new URLSearchParams({
    view,
    ...(conversationId !== undefined && { conversation: conversationId }),
  })
  return `/console/?${search}`
}

interface ListProps {
  model: InboxModel
  view: View
  selected: string | undefined
}

export function InboxList({ model, view, selected }: ListProps) {
  const counts = model.counts.value
  return (
    <section class="list" aria-label={t().shell.inbox}>
      <header class="list-head">
        <h1>{t().shell.inbox}</h1>
        <PromiseFilter
          counts={counts}
          isHere={view === 'promises'}
          href={inboxAddress(view === 'promises' ? 'waiting' : 'promises')}
        />
        <a
          class="attention-filter"
          href={inboxAddress(view === 'attention' ? 'waiting' : 'attention')}
          aria-current={view === 'attention' ? 'page' : undefined}
          title={t().watch.filter}
        >
          <TriangleAlert size={14} />
          {t().watch.filterShort}
          {counts !== undefined && counts.attention > 0 && (
            <span class="count count-waiting">{number(counts.attention)}</span>
          )}
        </a>
      </header>
      <nav class="tabs" aria-label={t().agent.viewsLabel}>
        {tabs.map((each) => (
          <a key={each} href={inboxAddress(each)} aria-current={each === view ? 'page' : undefined}>
            {t().agent.views[each]}
            {counts !== undefined && counts[each] > 0 && (
              <span class={`count ${each === 'waiting' || each === 'approvals' ? 'count-waiting' : ''}`}>
                {number(counts[each])}
              </span>
            )}
          </a>
        ))}
      </nav>
      <div class="list-body">
        <Rows model={model} view={view} selected={selected} />
      </div>
    </section>
  )
}

function Rows({ model, view, selected }: ListProps) {
  const group = useSignal<string | undefined>(undefined)
  const rows = model.rows.value
  const failure = model.failure.value
  if (rows.length === 0 && failure !== undefined && failure.error !== 'unavailable') {
    return <LoadFailure failure={failure} onRetry={model.load} />
  }
  if (rows.length === 0 && (model.loading.value || failure !== undefined)) return <Skeleton />
  if (rows.length === 0) return <EmptyView view={view} waiting={model.counts.value?.waiting ?? 0} />
  const isFiltered = view === 'attention' && group.value !== undefined
  const shown = isFiltered ? rows.filter((row) => isFor(row, group.value ?? '')) : rows
  return (
    <>
      {view === 'attention' && <AttentionFilter rows={rows} group={group} />}
      {shown.length === 0 && <p class="quiet attention-none">{t().watch.noneForGroup}</p>}
      {shown.map((row) => (
        <Row key={row.id} row={row} view={view} isSelected={row.id === selected} />
      ))}
      {model.next.value !== undefined && (
        <button type="button" class="button list-more" onClick={model.more}>
          {t().common.more}
        </button>
      )}
    </>
  )
}

function EmptyView({ view, waiting }: { view: View; waiting: number }) {
  const words = t().agent.empty
  return (
    <Empty title={words[view]} help={words[`${view}Help`]} icon={<Inbox size={20} />}>
      {view === 'mine' && waiting > 0 && (
        <a class="button" href={inboxAddress('waiting')}>
          {words.mineAction}
        </a>
      )}
    </Empty>
  )
}

function Row({ row, view, isSelected }: { row: InboxRow; view: View; isSelected: boolean }) {
  return (
    <a
      class="row"
      data-row={row.id}
      href={inboxAddress(view, row.id)}
      aria-current={isSelected ? 'true' : undefined}
    >
      <span class="row-line">
        <span class="row-name">{visitorName(row.visitor)}</span>
        <LanguageMark language={row.language} />
        <RowTime row={row} />
      </span>
      <span class="row-preview" lang={row.language}>
        {row.previewSender !== 'visitor' && <span class="row-sender">{senderWord(row.previewSender)}</span>}
        {row.preview}
      </span>
      {(isWithPeople(row) || row.attention.length > 0 || row.proposals > 0 || hasPromiseChips(row)) && (
        <span class="row-line row-chips">
          <PromiseChips row={row} />
          {row.proposals > 0 && <Badge tone="waiting">{t().approvals.waiting}</Badge>}
          <AttentionChips attention={row.attention} team={row.team} most={2} />
          {isWithPeople(row) && row.reason !== undefined && (
            <Badge tone={row.status === 'queued' && row.attention.length === 0 ? 'waiting' : 'plain'}>
              {t().reasons[row.reason]}
            </Badge>
          )}
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
  return (
    <time class={`row-time ${wait > longWait ? 'row-time-risk' : 'row-time-waiting'}`} title={label}>
      {duration(wait)}
    </time>
  )
}

function senderWord(sender: string): string {
  if (sender === 'assistant') return `${t().agent.assistant}: `
  if (sender === 'agent') return `${t().roles.agent}: `
  return ''
}
