import { type Signal, useSignal } from '@preact/signals'
import { Inbox, TriangleAlert } from 'lucide-preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { mostCounted } from '#shared/inbox-bounds.ts'
import type { InboxRow } from '#shared/protocol.ts'
import { number } from '../../shell/format.ts'
import { Empty, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { AttentionFilter } from '../attention/attention-filter.tsx'
import { isFor } from '../attention/attention-groups.ts'
import { PromiseFilter } from '../case/promise-chips.tsx'
import { HelpingFilter, useHelpedBy } from '../presence/helping-filter.tsx'
import { FilterBar, FilterButton } from '../search/filter-bar.tsx'
import type { FilterChoices } from '../search/filter-choices.ts'
import { SearchField } from '../search/search-field.tsx'
import type { SearchModel } from '../search/search-model.ts'
import { SearchResults } from '../search/search-results.tsx'
import { addressOf, type InboxPlace, isNarrowed, tabs, type View } from './inbox-address.ts'
import type { InboxModel } from './inbox-model.ts'
import { Row } from './inbox-row.tsx'
import type { ListFocus } from './keyboard.ts'
import { useVirtualList } from './virtual-list.ts'

/** Pixels of a row that was never drawn. */
const usualRow = 68
/** The next page is asked for when this many rows are left below. */
const ahead = 20

interface ListProps {
  model: InboxModel
  found: SearchModel
  choices: FilterChoices
  place: InboxPlace
  areFiltersOpen: Signal<boolean>
  focus: ListFocus
  onPlace: (place: InboxPlace) => void
  onSearch: (text: string) => void
}

export function InboxList(props: ListProps) {
  const { model, place, areFiltersOpen, choices, onPlace, onSearch } = props
  const counts = model.counts.value
  const nav = useRef<HTMLElement>(null)
  const { view, search, narrowing } = place
  /** Another view is another list: what narrowed this one is left behind. */
  const to = (other: View) => addressOf({ view: other, narrowing: {} })
  useEffect(() => {
    // Not all views have room beside each other.
    const here = nav.current?.querySelector('[aria-current]')
    here?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [view, search === undefined, counts])
  return (
    <section class="list" aria-label={t().shell.inbox}>
      <header class="list-head">
        <h1>{t().shell.inbox}</h1>
        <PromiseFilter
          counts={counts}
          isHere={view === 'promises'}
          href={to(view === 'promises' ? 'waiting' : 'promises')}
        />
        <HelpingFilter
          counts={counts}
          isHere={view === 'helping'}
          href={to(view === 'helping' ? 'waiting' : 'helping')}
        />
        <a
          class="attention-filter"
          href={to(view === 'attention' ? 'waiting' : 'attention')}
          aria-current={view === 'attention' ? 'page' : undefined}
          title={t().watch.filter}
        >
          <TriangleAlert size={14} />
          {t().watch.filterShort}
          {counts !== undefined && counts.attention > 0 && (
            <span class="count count-waiting">{counted(counts.attention)}</span>
          )}
        </a>
      </header>
      <div class="list-search">
        <SearchField text={search ?? ''} onSearch={onSearch} />
        <FilterButton place={place} isOpen={areFiltersOpen} />
      </div>
      {search === undefined && (
        <nav class="tabs" ref={nav} aria-label={t().agent.viewsLabel}>
          {tabs.map((each) => (
            <a
              key={each}
              href={each === view ? addressOf({ ...place, conversation: undefined }) : to(each)}
              aria-current={each === view ? 'page' : undefined}
            >
              {t().agent.views[each]}
              {counts !== undefined && counts[each] > 0 && (
                <span class={`count ${each === 'waiting' || each === 'approvals' ? 'count-waiting' : ''}`}>
                  {counted(counts[each])}
                </span>
              )}
            </a>
          ))}
        </nav>
      )}
      <FilterBar place={place} choices={choices} isOpen={areFiltersOpen} onPlace={onPlace} />
      {search === undefined ? (
        <Rows key={`${view}${JSON.stringify(narrowing)}${place.order}`} {...props} />
      ) : (
        <SearchResults model={props.found} place={place} focus={props.focus} />
      )}
    </section>
  )
}

/** Beyond what is counted it says so. */
export function counted(count: number): string {
  return count > mostCounted ? `${number(mostCounted)}+` : number(count)
}

function Rows(props: ListProps) {
  const { model, place } = props
  const group = useSignal<string | undefined>(undefined)
  const isHelpedByMe = useHelpedBy()
  const rows = place.view === 'helping' ? model.rows.value.filter(isHelpedByMe) : model.rows.value
  const failure = model.failure.value
  const isAttention = place.view === 'attention'
  const shown = useMemo(
    () =>
      isAttention && group.value !== undefined ? rows.filter((row) => isFor(row, group.value ?? '')) : rows,
    [rows, isAttention, group.value],
  )
  if (rows.length === 0 && failure !== undefined && failure.error !== 'unavailable') {
    return <LoadFailure failure={failure} onRetry={model.load} />
  }
  if (rows.length === 0 && (model.loading.value || failure !== undefined)) return <Skeleton />
  if (rows.length === 0) return <EmptyView place={place} waiting={model.counts.value?.waiting ?? 0} />
  return (
    <>
      {isAttention && <AttentionFilter rows={rows} group={group} />}
      {shown.length === 0 && <p class="quiet attention-none">{t().watch.noneForGroup}</p>}
      <VirtualRows {...props} rows={shown} />
    </>
  )
}

function VirtualRows({ model, place, focus, rows }: ListProps & { rows: readonly InboxRow[] }) {
  const keys = useMemo(() => rows.map(({ id }) => id), [rows])
  const list = useVirtualList({ keys, estimate: usualRow })
  focus.current = { keys, focus: list.focus }
  const last = list.items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - ahead) void model.more()
  }, [last, rows.length, model.next.value])
  return (
    <div class="list-body" ref={list.box}>
      <div class="list-rows" style={{ height: `${list.total}px` }}>
        {list.items.map(({ index, start, key }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <div
              key={key}
              class="list-place"
              data-index={index}
              ref={list.measure}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row
                row={row}
                href={addressOf({ ...place, conversation: row.id })}
                isSelected={row.id === place.conversation}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function EmptyView({ place, waiting }: { place: InboxPlace; waiting: number }) {
  const words = t().agent.empty
  const { view, narrowing } = place
  if (isNarrowed(narrowing)) {
    return (
      <Empty title={t().search.noneInView} help={t().search.noneInViewHelp} icon={<Inbox size={20} />}>
        <a class="button" href={addressOf({ ...place, narrowing: {} })}>
          {t().search.clearFilters}
        </a>
      </Empty>
    )
  }
  return (
    <Empty title={words[view]} help={words[`${view}Help`]} icon={<Inbox size={20} />}>
      {view === 'mine' && waiting > 0 && (
        <a class="button" href={addressOf({ view: 'waiting', narrowing: {} })}>
          {words.mineAction}
        </a>
      )}
    </Empty>
  )
}
