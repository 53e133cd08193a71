import type { CommandGroup } from './list.ts'

/** What is done for a command, by its id or its key. */
export type Bindings = Record<string, () => void>

/** A command that only this moment knows: a macro, a page of the address. */
export interface OwnCommand {
  id: string
  group: CommandGroup
  title: string
  run: () => void
}

export type CommandRegistry = ReturnType<typeof createCommandRegistry>

/** What can be done on the page that is drawn. Whoever draws a part says what it can do, and takes it back with it. */
export function createCommandRegistry() {
  const bound = new Set<Bindings>()
  const own = new Set<readonly OwnCommand[]>()
  return {
    bind(bindings: Bindings): () => void {
      bound.add(bindings)
      return () => void bound.delete(bindings)
    },
    offer(commands: readonly OwnCommand[]): () => void {
      own.add(commands)
      return () => void own.delete(commands)
    },
    /** Everything that answers to one of these names. */
    actionsOf(names: readonly string[]): (() => void)[] {
      return [...bound].flatMap((bindings) =>
        names.flatMap((name) => (Object.hasOwn(bindings, name) ? (bindings[name] ?? []) : [])),
      )
    },
    offered: (): OwnCommand[] => [...own].flat(),
  }
}

/**
 * Lets keys do what is bound to them, unless somebody types or a dialog is open. A key that does nothing here is left
 * to the browser. Returns how to stop.
 */
export function listenToKeys(
  registry: CommandRegistry,
  namesOf: (key: string) => readonly string[],
): () => void {
  function onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.repeat || event.defaultPrevented) return
    const isMod = (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey
    if (!isMod) {
      if (event.metaKey || event.ctrlKey || event.altKey) return
      if (isTyping(event.target) || isCovered()) return
    }
    const key = isMod ? `Mod+${event.key.toUpperCase()}` : event.key
    if (isMod && isCovered()) return
    const actions = registry.actionsOf(namesOf(key))
    if (actions.length === 0) return
    event.preventDefault()
    for (const action of actions) action()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

/** A dialog or a menu lies above the page. */
function isCovered(): boolean {
  return document.querySelector('dialog[open], :popover-open') !== null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select')
}
