import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useWidget } from '../context.ts'
import { Icon } from '../icons.tsx'
import { useLaterTexts } from '../later.ts'
import { type MenuEntry, menuEntries } from './entries.tsx'

export { default as styles } from './menu.css?inline'

/** What `disclosed` says of an open menu, and of the question that one of its entries asks: `menu/end`. */
const opened = 'menu'

/** What one seldom does with a conversation; drawn beside the button that opens it. */
export function Menu() {
  const widget = useWidget()
  const entries = menuEntries(widget, useLaterTexts())
  const asking = entries.find(({ key, Panel }) => Panel && widget.disclosed.value === `${opened}/${key}`)
  return asking ? <Question key={asking.key} entry={asking} /> : <List entries={entries} />
}

function List({ entries }: { entries: MenuEntry[] }) {
  const { disclosed, texts } = useWidget()
  const list = useRef<HTMLDivElement>(null)
  useFocusBack(list)

  useEffect(() => {
    list.current?.querySelector('button')?.focus()
    const elsewhere = ({ target }: Event) => {
      // The button beside it closes it by itself.
      if (!list.current?.parentElement?.contains(target as Node)) disclosed.value = undefined
    }
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [disclosed])

  function choose(entry: MenuEntry): void {
    disclosed.value = entry.Panel ? `${opened}/${entry.key}` : undefined
    entry.choose?.()
  }

  function move(event: KeyboardEvent): void {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (event.key === 'Tab') disclosed.value = undefined
    if (next === undefined) return
    event.preventDefault()
    buttons.at(next % buttons.length)?.focus()
  }

  return (
    <div class="menu" role="menu" aria-label={texts.more} tabIndex={-1} ref={list} onKeyDown={move}>
      {entries.map((entry) => (
        <button
          type="button"
          key={entry.key}
          {...(entry.checked === undefined
            ? { role: 'menuitem' as const }
            : { role: 'menuitemcheckbox' as const, 'aria-checked': entry.checked })}
          tabIndex={-1}
          onClick={() => choose(entry)}
        >
          <Icon path={entry.icon} />
          <span>{entry.label}</span>
          {entry.checked !== undefined && <i class="switch" aria-hidden="true" />}
        </button>
      ))}
    </div>
  )
}

/** A dialog of the browser's own: it keeps the keyboard inside, and Escape closes it as it closes everything. */
function Question({ entry }: { entry: MenuEntry }) {
  const { disclosed } = useWidget()
  const dialog = useRef<HTMLDialogElement>(null)
  const { Panel } = entry
  useFocusBack(dialog)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      class="question"
      aria-labelledby="menu-question"
      ref={dialog}
      onClose={() => {
        disclosed.value = undefined
      }}
    >
      <h2 id="menu-question">{entry.label}</h2>
      {Panel && <Panel />}
    </dialog>
  )
}

/** When this is gone, the keyboard is back where the menu was opened, unless the visitor has gone elsewhere. */
function useFocusBack(inside: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const button = inside.current?.parentElement?.querySelector('button')
    const element = inside.current
    return () => {
      const { activeElement } = document
      // While a dialog is open, nothing outside of it takes the keyboard.
      if (element instanceof HTMLDialogElement) element.close()
      if (activeElement === document.body || element?.contains(activeElement)) button?.focus()
    }
  }, [inside])
}
