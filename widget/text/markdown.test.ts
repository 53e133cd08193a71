import { expect, test } from 'vitest'
import { safeAddress } from './links.ts'
import { type Block, closeBold, type Inline, parseMarkdown, parsePlain } from './markdown.ts'

const base = 'https://shop.example/tents'

test('paragraphs, lists, bold, links and line breaks become a tree', () => {
  expect(
    parseMarkdown('It takes **3 days**.\nOr [less](/fast).\n\n- one\n- **two**\n\n1. first', base),
  ).toEqual([
    {
      kind: 'paragraph',
      children: [
        { kind: 'text', text: 'It takes ' },
        { kind: 'strong', children: [{ kind: 'text', text: '3 days' }] },
        { kind: 'text', text: '.' },
        { kind: 'break' },
        { kind: 'text', text: 'Or ' },
        { kind: 'link', address: 'https://shop.example/fast', children: [{ kind: 'text', text: 'less' }] },
        { kind: 'text', text: '.' },
      ],
    },
    {
      kind: 'list',
      start: undefined,
      items: [
        [{ kind: 'text', text: 'one' }],
        [{ kind: 'strong', children: [{ kind: 'text', text: 'two' }] }],
      ],
    },
    { kind: 'list', start: 1, items: [[{ kind: 'text', text: 'first' }]] },
  ])
})

test('bold that is still being written shows no asterisks', () => {
  const whole = 'It takes **3 days** or\n* **two weeks**'
  for (let end = 1; end <= whole.length; end++) {
    expect(JSON.stringify(parseMarkdown(closeBold(whole.slice(0, end))))).not.toContain('*')
  }
  expect(parseMarkdown(closeBold(whole))).toEqual(parseMarkdown(whole))
})

test('a bare address is a link without the punctuation after it, in Chinese too', () => {
  expect(
    parsePlain('见 https://example.com/a，谢谢。 (https://example.com/b).').filter(isLink),
  ).toMatchObject([{ address: 'https://example.com/a' }, { address: 'https://example.com/b' }])
  expect(links(parseMarkdown('See https://example.com/a.'))).toEqual(['https://example.com/a'])
})

test('invariant 11: nothing in a text leads to a script', () => {
  const hostile = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox',
    'blob:https://shop.example/1',
    'file:///etc/passwd',
    'https://shop.example@evil.example/',
  ]
  for (const address of hostile) {
    expect(safeAddress(address, base)).toBeUndefined()
    const found = [...links(parseMarkdown(`[x](${address}) **[x](${address})** ${address}`, base))]
    for (const each of found) expect(new URL(each).protocol).toMatch(/^https?:$/)
  }
  expect(parseMarkdown('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'paragraph', children: [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }] },
  ])
})

test('a long hostile text is parsed in time', () => {
  const started = performance.now()
  for (const part of ['**', '[', '](', '* ', '#', 'https://', '[a](', '**a'])
    parseMarkdown(part.repeat(5_000), base)
  expect(performance.now() - started).toBeLessThan(1_000)
})

function isLink(part: Inline): part is Extract<Inline, { kind: 'link' }> {
  return part.kind === 'link'
}

function links(blocks: Block[]): string[] {
  const within = (parts: Inline[]): string[] =>
    parts.flatMap((part) => [
      ...(isLink(part) ? [part.address] : []),
      ...('children' in part ? within(part.children) : []),
    ])
  return blocks.flatMap((block) => within(block.kind === 'list' ? block.items.flat() : block.children))
}
