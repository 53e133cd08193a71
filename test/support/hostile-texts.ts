import { existsSync, readFileSync } from 'node:fs'

/**
 * Texts that somebody writes to break what shows them: markup, addresses that run, ends of attributes and templates,
 * letters that turn, stack or hide, and words that machines take for something else. Ours; always used.
 */
export const ownHostileTexts: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '"><svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '\'"--></style></textarea></title></script><script>alert(1)</script>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">click</a>',
  '<form action=//attacker.example><button>Go</button></form>',
  '<base href=//attacker.example/><link rel=stylesheet href=//attacker.example/a.css>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<style>@import "//attacker.example/a.css";body{display:none}</style>',
  '<meta http-equiv=refresh content="0;url=//attacker.example">',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '&lt;img src=x onerror=alert(1)&gt; &#x3C;b&#x3E; &amp;amp;',
  '[press](javascript:alert(1))',
  '[press](java\tscript:alert(1)) [press](data:text/html,<script>alert(1)</script>)',
  '![picture](https://attacker.example/p.png)',
  '[shop.example](https://attacker.example/shop.example)',
  '[bank](https://shop.example@attacker.example/)',
  '**[bold](vbscript:msgbox(1))** `<b>` __x__ ~~y~~',
  '> quoted\n\n# title\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| <b> | 2 |',
  '[a]: javascript:alert(1)\n[a]',
  '{{constructor.constructor("alert(1)")()}} \u0024{alert(1)} <%= 1 %> #{1} {%chat%}',
  '\'; DROP TABLE visitor; -- " OR 1=1',
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  '__proto__',
  'constructor',
  'undefined',
  'null',
  '%00%0d%0aSet-Cookie:%20a=b ../../etc/passwd $(id) `id` | id',
  'line one\r\nline two\u2028line three\u2029line four\u0085line five',
  'bell \u0007 escape \u001b[31m backspace \b delete \u007f shift \u000e',
  '\u202egnp.exe\u202c \u2066isolated and not ended',
  '\u200b\u200c\u200d\u2060\ufeffhidden\u00ad\u034f',
  `Z${'\u0300\u0301\u0489'.repeat(60)}algo`,
  'السلام عليكم <b>مرحبا</b> שלום 12:30 (abc) ‏‎',
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}\u{1f1ea}',
  'x'.repeat(400),
  `https://shop.example/${'a'.repeat(300)}`,
  '\u{fdfd}'.repeat(30),
  '田'.repeat(300),
  '\t  two  blanks   and\ttabs\t between',
]

/** What the rules refuse wherever it comes from: it is no text (shared/text.ts). */
export const refusedTexts: readonly string[] = ['a\0b', 'half \ud83d of a pair', '\udc00']

const lists = [
  { name: 'xss-payloads.half.txt', read: (text: string) => text.split('\n') },
  { name: 'naughty-strings.json', read: (text: string) => JSON.parse(text) as string[] },
]

/**
 * Ours, and those of the public lists where they lie beside the project: all with `HOSTILE_TEXTS=all`, which takes some
 * minutes, else of a long list each eighth. None twice, none empty.
 */
export function hostileTexts(): string[] {
  const step = (length: number) => (process.env.HOSTILE_TEXTS !== 'all' && length > 1_000 ? 8 : 1)
  const found = lists.flatMap(({ name, read }) => {
    const file = new URL(`../../../shared/data/${name}`, import.meta.url)
    const list = existsSync(file) ? read(readFileSync(file, 'utf8')) : []
    return list.filter((_, place) => place % step(list.length) === 0)
  })
  return [...new Set([...ownHostileTexts, ...found])].filter((text) => text.trim() !== '')
}

/** In groups of at most `size`. */
export function grouped<Each>(list: readonly Each[], size: number): Each[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )
}
