import { expect, test } from 'vitest'
import { catalogues } from './texts/texts.ts'

/** Every text of a catalogue by its path; what a function says is called with stand-ins. */
function textsOf(node: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [name, value] of Object.entries(node)) {
    const here = `${path}/${name}`
    if (typeof value === 'string') texts.set(here, value)
    else if (typeof value === 'function') texts.set(here, value('1', '2', '3'))
    else for (const [inner, text] of textsOf(value, here)) texts.set(inner, text)
  }
  return texts
}

const english = textsOf(catalogues.en)
const chinese = textsOf(catalogues.zh)

test('both languages say the same things', () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  expect([...english.values(), ...chinese.values()].filter((text) => text.trim() === '')).toEqual([])
})

test('no English text is left in the Chinese catalogue', () => {
  const sameInBoth = new Set(['/shell/product', '/common/languages/en', '/common/marks/en', '/releases/by'])
  // Codes that one types as they stand.
  for (const kind of ['topic', 'language', 'vip']) sameInBoth.add(`/teams/people/examples/${kind}`)
  const untranslated = [...chinese].filter(
    ([path, text]) => !sameInBoth.has(path) && !/\p{Script=Han}/u.test(text),
  )
  expect(untranslated).toEqual([])
})

test('the assistant is never called an agent', () => {
  expect([...chinese.values()].filter((text) => /机器人|智能体|代理/.test(text))).toEqual([])
  expect([...english.values()].filter((text) => /AI agent|bot\b/i.test(text))).toEqual([])
})
