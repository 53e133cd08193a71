import { Plus, Trash2 } from 'lucide-preact'
import type { ComponentChildren, JSX } from 'preact'
import { number } from '../../../shell/format.ts'
import { Empty } from '../../../shell/parts.tsx'

interface ListWords {
  empty: string
  emptyHelp: string
  add: string
  remove: string
  /** Said instead of adding, where there is no room for more. */
  full: string
  /** What one of them is called, by its number. */
  item: (number: string) => string
}

interface EditedListProps<Item extends { id: string }> {
  words: ListWords
  help: string
  icon: JSX.Element
  items: readonly Item[]
  most: number
  /** Another round is another draft: what is typed in fields begins anew. */
  round: number
  made: () => Item
  onItems: (items: Item[]) => void
  children: (item: Item, place: number, onItem: (item: Item) => void) => ComponentChildren
}

/** Things of a site that are added one by one, each with its fields, and taken away. */
export function EditedList<Item extends { id: string }>(props: EditedListProps<Item>) {
  const { words, help, icon, items, most, round, made, onItems, children } = props
  const isFull = items.length >= most
  const add = (
    <button type="button" class="button" disabled={isFull} onClick={() => onItems([...items, made()])}>
      {items.length > 0 && <Plus size={14} />}
      {words.add}
    </button>
  )
  if (items.length === 0) {
    return (
      <Empty title={words.empty} help={words.emptyHelp} icon={icon}>
        {add}
      </Empty>
    )
  }
  return (
    <>
      <p class="quiet">{help}</p>
      {items.map((item, place) => {
        const name = words.item(number(place + 1))
        return (
          <section class="site-item" aria-label={name} key={`${round} ${item.id}`}>
            <header>
              <h3>{name}</h3>
              <button
                type="button"
                class="button"
                onClick={() => onItems(items.filter((other) => other !== item))}
              >
                <Trash2 size={14} />
                {words.remove}
              </button>
            </header>
            {children(item, place, (next) => onItems(items.with(place, next)))}
          </section>
        )
      })}
      <div class="site-row">
        {add}
        {isFull && <span class="quiet">{words.full}</span>}
      </div>
    </>
  )
}
