import type { Signal } from '@preact/signals'
import { ListFilter, X } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { t } from '../../texts/texts.ts'
import { type InboxPlace, isNarrowed, type Narrowing, statuses } from '../inbox/inbox-address.ts'
import type { FilterChoices } from './filter-choices.ts'

interface BarProps {
  place: InboxPlace
  choices: FilterChoices
  isOpen: Signal<boolean>
  onPlace: (place: InboxPlace) => void
}

/** The button that opens the fields; beside the title, so that the list keeps its height while nothing is narrowed. */
export function FilterButton({ place, isOpen }: Pick<BarProps, 'place' | 'isOpen'>) {
  const words = t().search
  return (
    <button
      type="button"
      class="filter-button"
      aria-expanded={isOpen.value}
      aria-controls="filter-fields"
      aria-pressed={isNarrowed(place.narrowing) || place.order !== undefined}
      title={words.filter}
      aria-label={words.filter}
      onClick={() => {
        isOpen.value = !isOpen.value
      }}
    >
      <ListFilter size={16} />
    </button>
  )
}

/** Chips of what is on, and the fields to change it. Everything is in the address: Back takes it away again. */
export function FilterBar({ place, choices, isOpen, onPlace }: BarProps) {
  const isOn = isNarrowed(place.narrowing) || place.order !== undefined
  useEffect(() => {
    if (isOpen.value || isOn) void choices.ask()
  }, [isOpen.value, isOn])
  if (!isOpen.value && !isOn) return null
  return (
    <div class="filters">
      {isOpen.value && <Fields place={place} choices={choices} onPlace={onPlace} />}
      {isOn && <Chips place={place} choices={choices} onPlace={onPlace} />}
    </div>
  )
}

function Chips({ place, choices, onPlace }: Omit<BarProps, 'isOpen'>) {
  const words = t().search
  const chips = chipsOf(place, choices)
  return (
    <ul class="filter-chips" aria-label={words.filters}>
      {chips.map(({ name, text }) => (
        <li key={name}>
          <button
            type="button"
            class="filter-chip"
            aria-label={words.remove(text)}
            onClick={() =>
              onPlace(
                name === 'order'
                  ? { ...place, order: undefined }
                  : { ...place, narrowing: { ...place.narrowing, [name]: undefined } },
              )
            }
          >
            {text}
            <X size={12} aria-hidden="true" />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button
            type="button"
            class="link"
            onClick={() => onPlace({ ...place, order: undefined, narrowing: {} })}
          >
            {words.clearFilters}
          </button>
        </li>
      )}
    </ul>
  )
}

function chipsOf(
  { narrowing, order, search }: InboxPlace,
  choices: FilterChoices,
): { name: keyof Narrowing | 'order'; text: string }[] {
  const words = t().search
  const { status, assignee, team, tag, language, priority, from, to } = narrowing
  const named = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((each) => each.id === id)?.name ?? '…'
  const all: [keyof Narrowing | 'order', string | undefined][] = [
    ['status', search !== undefined && status ? t().agent.states[status] : undefined],
    ['assignee', assignee && `${words.fields.assignee} ${named(choices.people.value, assignee)}`],
    ['team', team && named(choices.teams.value, team)],
    ['tag', tag && `#${named(choices.tags.value, tag)}`],
    ['language', language && t().common.languages[language]],
    ['priority', priority && words.priorities[priority]],
    ['from', from && words.fromDay(from)],
    ['to', to && words.toDay(to)],
    ['order', search === undefined && order ? words.orders[order] : undefined],
  ]
  return all.flatMap(([name, text]) => (text === undefined ? [] : [{ name, text }]))
}

function Fields({ place, choices, onPlace }: Omit<BarProps, 'isOpen'>) {
  const words = t().search
  const { narrowing, order } = place
  const set = (change: Narrowing) => onPlace({ ...place, narrowing: { ...narrowing, ...change } })
  const isSearch = place.search !== undefined
  const languages = (['en', 'zh'] as const).map((id) => ({ id, name: t().common.languages[id] }))
  const priorities = ([1, 2] as const).map((id) => ({ id: String(id), name: words.priorities[id] }))
  const states = statuses.map((id) => ({ id, name: t().agent.states[id] }))
  const orders = (['newest', 'oldest'] as const).map((id) => ({ id, name: words.orders[id] }))
  return (
    <fieldset class="filter-fields" id="filter-fields">
      <legend class="only-read">{words.filters}</legend>
      {isSearch && (
        <Choice
          label={words.fields.status}
          value={narrowing.status}
          all={states}
          onChoose={(status) => set({ status: status as Narrowing['status'] })}
        />
      )}
      <Choice
        label={words.fields.language}
        value={narrowing.language}
        all={languages}
        onChoose={(language) => set({ language: language as Narrowing['language'] })}
      />
      <Choice
        label={words.fields.priority}
        value={narrowing.priority && String(narrowing.priority)}
        all={priorities}
        onChoose={(priority) =>
          set({ priority: priority === undefined ? undefined : priority === '2' ? 2 : 1 })
        }
      />
      <Choice
        label={words.fields.assignee}
        value={narrowing.assignee}
        all={choices.people.value}
        none={words.anyone}
        onChoose={(assignee) => set({ assignee })}
      />
      <Choice
        label={words.fields.team}
        value={narrowing.team}
        all={choices.teams.value}
        onChoose={(team) => set({ team })}
      />
      <Choice
        label={words.fields.tag}
        value={narrowing.tag}
        all={choices.tags.value}
        onChoose={(tag) => set({ tag })}
      />
      <Day label={words.fields.from} value={narrowing.from} onChoose={(from) => set({ from })} />
      <Day label={words.fields.to} value={narrowing.to} onChoose={(to) => set({ to })} />
      {!isSearch && (
        <Choice
          label={words.fields.order}
          value={order}
          all={orders}
          none={words.orders.usual}
          onChoose={(chosen) => onPlace({ ...place, order: chosen as InboxPlace['order'] })}
        />
      )}
    </fieldset>
  )
}

interface ChoiceProps {
  label: string
  value: string | undefined
  all: readonly { id: string; name: string }[]
  none?: string
  onChoose: (id: string | undefined) => void
}

function Choice({ label, value, all, none, onChoose }: ChoiceProps) {
  return (
    <label class="filter-field">
      {label}
      <select
        class="input"
        value={value ?? ''}
        onChange={(event) =>
          onChoose(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
        }
      >
        <option value="">{none ?? t().search.any}</option>
        {value !== undefined && !all.some(({ id }) => id === value) && <option value={value}>…</option>}
        {all.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Day({ label, value, onChoose }: Omit<ChoiceProps, 'all' | 'none'>) {
  return (
    <label class="filter-field">
      {label}
      <input
        class="input"
        type="date"
        value={value ?? ''}
        onChange={(event) =>
          onChoose(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
        }
      />
    </label>
  )
}
