import { expect, test } from 'vitest'
import type { SynonymGroup } from '#shared/synonyms.ts'
import { createFakeRest, failure } from '../../fake-port.ts'
import { en } from '../../texts/en.ts'
import { createSynonymsModel, wordsIn } from './synonyms-model.ts'

const say = en.synonyms.problems

function groupOf(id: string, words: string[], version = 1): SynonymGroup {
  return { id, version, words, updatedAt: 0, updatedBy: 'Mei', isLive: false }
}

const tents = groupOf('b', ['tent', '帐篷'])
const packs = groupOf('a', ['backpack', 'Rucksack', '双肩包'])

test('words are parted by lines, by commas of both languages, and by equals signs', () => {
  expect(wordsIn('rucksack = backpack\n 双肩包，背包、 登山包 ;\n\n power   bank ')).toEqual([
    'rucksack',
    'backpack',
    '双肩包',
    '背包',
    '登山包',
    'power bank',
  ])
  expect(wordsIn(' \n,, ')).toEqual([])
})

test('groups are shown by their first word and found by any, whatever its case', async () => {
  const { rest } = createFakeRest({ 'GET /synonyms': { ok: true, synonyms: [tents, packs] } as never })
  const model = createSynonymsModel(rest)
  await model.load()
  expect(model.found.value?.map(({ id }) => id)).toEqual(['a', 'b'])
  for (const [text, ids] of [
    ['RUCK', ['a']],
    ['帐', ['b']],
    ['kettle', []],
  ] as const) {
    model.text.value = text
    expect(model.found.value?.map(({ id }) => id)).toEqual(ids)
  }
})

test('what cannot be a group is said before it is sent', async () => {
  const { rest, called } = createFakeRest({
    'GET /synonyms': { ok: true, synonyms: [tents, packs] } as never,
  })
  const model = createSynonymsModel(rest)
  await model.load()
  called.length = 0
  for (const [words, group, problems] of [
    [['tarp'], undefined, [say.few]],
    [['tarp', '!?'], undefined, [say.empty('!?')]],
    [['tarp', '炉'], undefined, [say.short('炉')]],
    [['tarp', 'Tarp'], undefined, [say.twice('Tarp')]],
    [['tarp', 'Tent'], undefined, [say.taken('Tent', 'tent, 帐篷')]],
    [['tarp', 'backpack'], tents, [say.taken('backpack', 'backpack, Rucksack, 双肩包')]],
    [Array.from({ length: 21 }, (_, place) => `word ${place}`), undefined, [say.many]],
  ] as const)
    expect(await model.save([...words], group)).toEqual(problems)
  expect(called).toEqual([])
  expect(model.problemsOf(['tent', '帐篷', 'shelter'], tents)).toEqual([])
})

test('after a conflict the other words are shown, and saving again puts one’s own in their place', async () => {
  let theirs = tents
  const { rest, called } = createFakeRest({
    'GET /synonyms': () => ({ ok: true, synonyms: [theirs] }) as never,
    'PUT /synonyms/b': (({ version }: { version: number }) =>
      version === theirs.version ? { ok: true } : failure('conflict')) as never,
  })
  const model = createSynonymsModel(rest)
  await model.load()
  theirs = groupOf('b', ['tent', 'shelter'], 2)
  const mine = ['tent', '帐篷', 'canvas']
  expect(await model.save(mine, tents)).toEqual([en.synonyms.conflict('Mei', 'tent, shelter')])
  expect(await model.save(mine, model.groups.value?.[0])).toEqual([])
  expect(called.filter(({ name }) => name.startsWith('PUT')).map(({ body }) => body)).toEqual([
    { words: mine, version: 1 },
    { words: mine, version: 2 },
  ])
})
