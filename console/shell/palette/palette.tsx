import './palette.css'
import { Fragment } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { t } from '../../texts/texts.ts'
import { keyName } from '../commands/list.ts'
import { useDesk } from '../desk-context.ts'
import { deskCommands } from './desk-commands.ts'
import { createPalette, type PaletteEntry } from './palette-model.ts'

const listId = 'palette-list'

/** Everything one can do and every page, found by typing; on the conversation that is open where it is about one. */
export function Palette({ onClose }: { onClose: () => void }) {
  const desk = useDesk()
  const { route } = useLocation()
  const dialog = useRef<HTMLDialogElement>(null)
  const model = useMemo(
    () => createPalette(desk.tools.commands, desk.storage, deskCommands(desk, route)),
    [desk],
  )
  const words = t().tools.palette
  const entries = model.entries()
  const active = Math.min(model.active.value, entries.length - 1)
  useEffect(() => {
    if (dialog.current !== null && !dialog.current.open) dialog.current.showModal()
  }, [])
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])

  function run(entry: PaletteEntry): void {
    model.remember(entry)
    onClose()
    // Once the dialog is gone, and the focus back where it was: the command may want it elsewhere.
    setTimeout(entry.run, 0)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return
    const isAgain = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
    const entry = entries[active]
    if (event.key === 'ArrowDown') model.move(1)
    else if (event.key === 'ArrowUp') model.move(-1)
    else if (event.key === 'Enter' && entry !== undefined) run(entry)
    else if (isAgain) onClose()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, and the dialog handles it
    <dialog
      ref={dialog}
      class="palette"
      aria-label={words.title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <input
        class="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={active >= 0 ? `palette-${active}` : undefined}
        aria-label={words.field}
        aria-autocomplete="list"
        placeholder={words.field}
        autocomplete="off"
        spellcheck={false}
        autofocus
        value={model.typed.value}
        onInput={(event) => model.write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div id={listId} class="palette-list" role="listbox" aria-label={words.title}>
        {entries.map((entry, place) => (
          <Fragment key={entry.id}>
            {model.typed.value.trim() === '' && entry.group !== entries[place - 1]?.group && (
              <div class="palette-group" role="presentation">
                {entry.group === 'recent' ? words.recent : words.groups[entry.group]}
              </div>
            )}
            <div
              id={`palette-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === active}
              class="palette-entry"
              onClick={() => run(entry)}
              onKeyDown={(event) => event.key === 'Enter' && run(entry)}
              onPointerMove={() => {
                model.active.value = place
              }}
            >
              <span>{entry.title}</span>
              {entry.keys.map((key) => (
                <kbd key={key}>{keyName(key)}</kbd>
              ))}
            </div>
          </Fragment>
        ))}
      </div>
      {entries.length === 0 && (
        <p class="palette-none" role="status">
          {words.none}
        </p>
      )}
    </dialog>
  )
}
