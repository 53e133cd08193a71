import './inbox.css'
import '../search/search.css'
import { useSignal } from '@preact/signals'
import { MessagesSquare } from 'lucide-preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useDesk } from '../../shell/desk-context.ts'
import { Empty } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { ConversationPane } from '../conversation/conversation-pane.tsx'
import { createFilterChoices } from '../search/filter-choices.ts'
import { searchFieldId } from '../search/search-field.tsx'
import { createSearchModel } from '../search/search-model.ts'
import { addressOf, filtersOf, readPlace } from './inbox-address.ts'
import { counted, InboxList } from './inbox-list.tsx'
import { createInboxModel } from './inbox-model.ts'
import { type ListFocus, moveFocus, useKeys } from './keyboard.ts'

/** The inbox: list, conversation, and what is known about it. Everything that is shown is in the address. */
export function InboxPage({ onShortcuts }: { onShortcuts: () => void }) {
  const desk = useDesk()
  const { query, route } = useLocation()
  const place = readPlace(query)
  const { view, order, search, narrowing, conversation: conversationId } = place
  const model = useModel(() => createInboxModel(desk.connection, desk.person), desk.person.id)
  const found = useModel(() => createSearchModel(desk.connection), desk.person.id)
  const choices = useMemo(() => createFilterChoices(desk.rest), [desk.rest])
  const areFiltersOpen = useSignal(false)
  const focus = useRef<ListFocus['current']>(undefined)
  const narrowed = JSON.stringify(narrowing)
  useEffect(() => {
    void model.show(view, filtersOf(narrowing), order)
  }, [model, view, order, narrowed])
  useEffect(() => {
    if (search === undefined) found.leave()
    else void found.search(search, narrowing)
  }, [found, search, narrowed])
  useEffect(() => {
    const waiting = model.counts.value?.waiting ?? 0
    document.title =
      waiting > 0 ? `(${counted(waiting)}) ${t().shell.inbox} · Baton` : `${t().shell.inbox} · Baton`
  }, [model.counts.value, t()])

  function searchFor(text: string): void {
    if (text === (search ?? '')) return
    const next = { ...place, search: text === '' ? undefined : text }
    // Each further letter is the same search: Back leaves it as a whole.
    route(addressOf(next), search !== undefined && text !== '')
  }
  useKeys({
    j: () => moveFocus(focus, 1, conversationId),
    k: () => moveFocus(focus, -1, conversationId),
    search: () => document.getElementById(searchFieldId)?.focus(),
    filter: () => {
      areFiltersOpen.value = !areFiltersOpen.value
      if (areFiltersOpen.value)
        setTimeout(() => document.querySelector<HTMLElement>('#filter-fields select')?.focus())
    },
    '?': onShortcuts,
  })

  return (
    <main class={conversationId === undefined ? 'inbox' : 'inbox inbox-open'}>
      <InboxList
        model={model}
        found={found}
        choices={choices}
        place={place}
        areFiltersOpen={areFiltersOpen}
        focus={focus}
        onPlace={(next) => route(addressOf(next))}
        onSearch={searchFor}
      />
      {conversationId === undefined ? (
        <div class="conversation conversation-none">
          <Empty title={t().agent.pick} help={t().agent.pickHelp} icon={<MessagesSquare size={20} />} />
        </div>
      ) : (
        <ConversationPane
          key={conversationId}
          conversationId={conversationId}
          onAccepted={() =>
            route(addressOf({ view: 'mine', narrowing: {}, conversation: conversationId }), true)
          }
          onClose={() => route(addressOf({ ...place, conversation: undefined }))}
        />
      )}
    </main>
  )
}
