import { signal } from '@preact/signals'
import { type Catalogue, catalogues, language } from '../../texts/texts.ts'
import { type CommandGroup, type CommandSpec, commandGroups, commands } from '../commands/list.ts'
import type { CommandRegistry, OwnCommand } from '../commands/registry.ts'
import { fuzzyOrder } from '../fuzzy.ts'
import type { Storage } from '../preferences.ts'

/** One line of the palette. */
export interface PaletteEntry {
  id: string
  /** `recent` while nothing is typed. */
  group: CommandGroup | 'recent'
  title: string
  keys: readonly string[]
  run: () => void
}

/** So many are remembered, and so many of them stand first. */
const mostRemembered = 20
const mostRecent = 5
const key = 'palette'

export type PaletteModel = ReturnType<typeof createPalette>

/** What can be done right now, and what was done before. `own` are the commands of the desk itself, such as its pages. */
export function createPalette(
  registry: CommandRegistry,
  storage: Storage,
  own: readonly (Omit<OwnCommand, 'title'> & { title: (words: Catalogue) => string })[],
) {
  const typed = signal('')
  const active = signal(0)
  const all = [...boundCommands(registry), ...own.map(ownEntry), ...registry.offered().map(offeredEntry)]
  const texts = all.map(({ text }) => text)

  function entries(): PaletteEntry[] {
    if (typed.value.trim() !== '') {
      // The best first: headings between them would only be in the way.
      return fuzzyOrder(texts, typed.value).flatMap((place) => all[place]?.entry ?? [])
    }
    const recent = readRecent(storage).slice(0, mostRecent)
    const first = recent.flatMap((id) => all.find(({ entry }) => entry.id === id)?.entry ?? [])
    const rest = all.map(({ entry }) => entry).filter(({ id }) => !first.some((each) => each.id === id))
    rest.sort((one, other) => place(one) - place(other))
    return [...first.map((entry) => ({ ...entry, group: 'recent' as const })), ...rest]
  }

  return {
    typed,
    active,
    entries,
    write(text: string): void {
      typed.value = text
      active.value = 0
    },
    /** Goes on to the next or the one before, around the ends. */
    move(step: 1 | -1): void {
      const count = entries().length
      if (count > 0) active.value = (active.value + step + count) % count
    },
    /** Remembers it, so that it stands first next time. */
    remember({ id }: PaletteEntry): void {
      const ids = [id, ...readRecent(storage).filter((each) => each !== id)]
      storage.write(key, JSON.stringify(ids.slice(0, mostRemembered)))
    },
  }
}

interface Found {
  entry: PaletteEntry
  /** What it is found by: its words in both languages. */
  text: string
}

/** The commands of the list that somebody does right now. */
function boundCommands(registry: CommandRegistry): Found[] {
  return commands.flatMap((command) => {
    const actions = command.isKeyOnly ? [] : registry.actionsOf([command.id, ...(command.keys ?? [])])
    const run = () => {
      for (const action of actions) action()
    }
    return actions.length === 0 ? [] : [found({ ...command, keys: command.keys ?? [], run })]
  })
}

function ownEntry(command: Omit<OwnCommand, 'title'> & { title: (words: Catalogue) => string }): Found {
  return found({ ...command, keys: [] })
}

function offeredEntry(command: OwnCommand): Found {
  return found({ ...command, title: () => command.title, keys: [] })
}

function found({ id, group, title, keys, run }: CommandSpec & Pick<PaletteEntry, 'keys' | 'run'>): Found {
  const said = [title(catalogues.en), title(catalogues.zh)]
  return { entry: { id, group, title: title(catalogues[language.value]), keys, run }, text: said.join(' ') }
}

function place({ group }: PaletteEntry): number {
  return group === 'recent' ? -1 : commandGroups.indexOf(group)
}

function readRecent(storage: Storage): string[] {
  const stored = storage.read(key)
  if (stored === undefined) return []
  try {
    const ids: unknown = JSON.parse(stored)
    return Array.isArray(ids) ? ids.filter((each) => typeof each === 'string') : []
  } catch {
    return []
  }
}
