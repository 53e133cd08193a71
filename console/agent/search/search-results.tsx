import { SearchX } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { SearchExcerpt, SearchHit } from '#shared/search.ts'
import { dateTime, number, visitorName } from '../../shell/format.ts'
import { Empty, LanguageMark, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { addressOf, type InboxPlace, isNarrowed } from '../inbox/inbox-address.ts'
import type { ListFocus } from '../inbox/keyboard.ts'
import { useVirtualList } from '../inbox/virtual-list.ts'
import type { SearchModel } from './search-model.ts'

/** Pixels of a row that was never drawn. */
const usualRow = 92

interface ResultsProps {
  model: SearchModel
  place: InboxPlace
  focus: ListFocus
}

export function SearchResults({ model, place, focus }: ResultsProps) {
  const words = t().search
  const hits = model.hits.value
  const failure = model.failure.value
  const count = number(hits.length)
  const isAll = model.next.value === undefined
  return (
    <>
      <p class="search-summary" role="status">
        {model.loading.value && hits.length === 0
          ? words.searching
          : failure
            ? ''
            : words.found(count, isAll)}
        {hits.length > 1 && <span class="search-order">{words.newestFirst}</span>}
      </p>
      {failure !== undefined && <LoadFailure failure={failure} onRetry={model.again} />}
      {failure === undefined && hits.length === 0 && model.loading.value && <Skeleton />}
      {failure === undefined && hits.length === 0 && !model.loading.value && <Nothing place={place} />}
      {failure === undefined && hits.length > 0 && <Hits model={model} place={place} focus={focus} />}
    </>
  )
}

function Nothing({ place }: { place: InboxPlace }) {
  const words = t().search
  const isOn = isNarrowed(place.narrowing)
  return (
    <Empty
      title={words.none(place.search ?? '')}
      help={isOn ? words.noneNarrowed : words.noneHelp}
      icon={<SearchX size={20} />}
    >
      {isOn && (
        <a class="button" href={addressOf({ ...place, narrowing: {} })}>
          {words.withoutFilters}
        </a>
      )}
    </Empty>
  )
}

function Hits({ model, place, focus }: ResultsProps) {
  const hits = model.hits.value
  const keys = hits.map(({ conversation }) => conversation.id)
  const list = useVirtualList({ keys, estimate: usualRow })
  focus.current = { keys, focus: list.focus }
  const last = list.items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= hits.length - 5) void model.more()
  }, [last, hits.length, model.next.value])
  return (
    <div class="list-body" ref={list.box}>
      <div class="list-rows" style={{ height: `${list.total}px` }}>
        {list.items.map(({ index, start, key }) => {
          const hit = hits[index]
          if (hit === undefined) return null
          return (
            <div
              key={key}
              class="list-place"
              data-index={index}
              ref={list.measure}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Hit hit={hit} place={place} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Hit({ hit: { conversation, excerpt }, place }: { hit: SearchHit; place: InboxPlace }) {
  const at = excerpt?.at ?? conversation.createdAt
  return (
    <a
      class="row search-hit"
      data-row={conversation.id}
      href={addressOf({ ...place, conversation: conversation.id })}
      aria-current={place.conversation === conversation.id ? 'true' : undefined}
    >
      <span class="row-line">
        <span class="row-name">{visitorName(conversation.visitor)}</span>
        <LanguageMark language={conversation.language} />
        <span class="search-state">{t().agent.states[conversation.status]}</span>
        <time class="row-time">{dateTime(at)}</time>
      </span>
      <span class="search-excerpt" lang={conversation.language}>
        {excerpt === undefined ? (
          conversation.preview
        ) : (
          <>
            <span class="row-sender">{t().search.from[excerpt.from]}: </span>
            <Marked excerpt={excerpt} />
          </>
        )}
      </span>
    </a>
  )
}

/** The text with what was looked for marked; drawn from pieces, so that no text is ever read as markup. */
function Marked({ excerpt: { text, marks } }: { excerpt: SearchExcerpt }) {
  let place = 0
  const pieces = marks.map(([start, end]) => {
    const before = text.slice(place, start)
    place = end
    return (
      <>
        {before}
        <mark key={start}>{text.slice(start, end)}</mark>
      </>
    )
  })
  return (
    <>
      {pieces}
      {text.slice(place)}
    </>
  )
}
