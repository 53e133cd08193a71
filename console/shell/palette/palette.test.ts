import { expect, test } from 'vitest'
import { createFakeStorage } from '../../fake-port.ts'
import { language } from '../../texts/texts.ts'
import { commands } from '../commands/list.ts'
import { createCommandRegistry } from '../commands/registry.ts'
import { createPalette } from './palette-model.ts'

const nothing = () => undefined

function open(bindings: Record<string, () => void> = {}, storage = createFakeStorage()) {
  const registry = createCommandRegistry()
  registry.bind(bindings)
  const page = { id: 'page-sites', group: 'pages' as const, run: nothing }
  const palette = createPalette(registry, storage, [{ ...page, title: (words) => words.shell.sites }])
  return { registry, palette, storage, ids: () => palette.entries().map(({ id }) => id) }
}

test('only what can be done right now is offered, by id or by key', () => {
  const { ids } = open({ accept: nothing, n: nothing, Escape: nothing, 'Mod+K': nothing })
  expect(ids()).toEqual(['accept', 'note', 'page-sites'])
})

test('a command is found in the words of both languages, whichever the console speaks', () => {
  const { palette, ids } = open({ accept: nothing, resolve: nothing, 'hand-back': nothing })
  for (const spoken of ['en', 'zh'] as const) {
    language.value = spoken
    for (const [typed, id] of [
      ['接入', 'accept'],
      ['rslv', 'resolve'],
      ['交回', 'hand-back'],
      ['站点', 'page-sites'],
    ]) {
      palette.write(typed ?? '')
      expect(ids()[0], typed).toBe(id)
    }
  }
  language.value = 'en'
  palette.write('nothing like it')
  expect(ids()).toEqual([])
  palette.move(1)
  expect(palette.active.value).toBe(0)
})

test('what was done last stands first, also after a reload, and what is stored wrongly is no harm', () => {
  const { palette, storage } = open({ accept: nothing, note: nothing, flag: nothing })
  for (const id of ['flag', 'note']) {
    const entry = palette.entries().find((each) => each.id === id)
    if (entry) palette.remember(entry)
  }
  const again = open({ accept: nothing, note: nothing, flag: nothing }, storage)
  expect(again.ids()).toEqual(['note', 'flag', 'accept', 'page-sites'])
  expect(again.palette.entries().map(({ group }) => group)).toEqual([
    'recent',
    'recent',
    'conversation',
    'pages',
  ])
  storage.write('palette', '{"not":"a list"}')
  expect(open({ accept: nothing }, storage).ids()).toEqual(['accept', 'page-sites'])
})

test('no key stands for two commands, and every command has an id of its own', () => {
  const keys = commands.flatMap((command) => command.keys ?? [])
  expect(new Set(keys).size).toBe(keys.length)
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
})
