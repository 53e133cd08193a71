import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

// A compiler of its own for each test, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

const root = join(import.meta.dirname, '..', '..')
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-types-'))
  await copyFile(join(root, 'widget', 'baton.d.ts'), join(folder, 'baton.d.ts'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A shop's own TypeScript, with the types beside it and nothing of ours around them. What the compiler complains of. */
async function complaints(source: string, options: object): Promise<string> {
  await writeFile(join(folder, 'shop.ts'), source)
  const compilerOptions = {
    noEmit: true,
    types: [],
    module: 'esnext',
    moduleResolution: 'bundler',
    ...options,
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const compiling = promisify(execFile)(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder])
  return compiling.then(
    () => '',
    ({ stdout }) => stdout as string,
  )
}

/** Every line that ends in `// refused` must be, the others must not. */
const shopPage = `
;(window.Baton ||= []).push(['identify', 'a.b.c'])
;(window.Baton ??= []).push(['setContext', { cartValue: 79.9, member: true, coupon: null }])
;(window.Baton ||= []).push(['track', 'coupon tried'])
;(window.Baton ||= []).push(['track', 'coupon tried', { code: 'SPRING' }])
;(window.Baton ||= []).push(['open'])
;(window.Baton ||= []).push(['on', 'unread', (count) => console.log(count.toFixed())])
;(window.Baton ||= []).push(['on', 'message', ({ from }) => console.log(from.toUpperCase())])
;(window.Baton ||= []).push(['on', 'error', ({ code, call, message }) => console.log(code, call, message)])
window.Baton?.open?.()
window.Baton?.setTheme?.('dark')
window.Baton?.on?.('handover', ({ reason }) => console.log(reason.length))
const listener = (count: number) => console.log(count)
window.Baton?.on?.('unread', listener)
window.Baton?.off?.('unread', listener)
;(window.Baton ||= []).push(['setTheme', 'violet']) // refused
;(window.Baton ||= []).push(['setOrder']) // refused
;(window.Baton ||= []).push(['setContext', { cart: { lines: [] } }]) // refused
;(window.Baton ||= []).push(['on', 'nonsense', () => {}]) // refused
;(window.Baton ||= []).push(['fly']) // refused
window.Baton?.open() // refused
window.Baton?.setTheme?.('violet') // refused
window.Baton?.on?.('unread', (count: string) => count) // refused
`

function linesOf(source: string, ending: string): number[] {
  return source.split('\n').flatMap((line, place) => (line.endsWith(ending) ? [place + 1] : []))
}

it.each([
  [
    'today',
    { strict: true, target: 'es2024', exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  ],
  ['an older one', { strict: true, target: 'es2018', lib: ['es2018', 'dom'] }],
])(
  'a shop in TypeScript as it is set up in %s calls window.Baton, and is told what is wrong',
  async (_, options) => {
    const told = await complaints(shopPage, options)
    const lines = [...told.matchAll(/^.*?shop\.ts\((\d+),/gm)].map((match) => Number(match[1]))
    expect([...new Set(lines)], told).toEqual(linesOf(shopPage, '// refused'))
    // No complaint about the types themselves, nor about those of the browser beside them.
    expect(told.match(/^\S+\(\d+,\d+\): error/gm)).toHaveLength(lines.length)
  },
)

it('a part of the shop can ask for the types by name', async () => {
  const told = await complaints(
    `import type { BatonApi, BatonCall, BatonEvents } from './baton.d.ts'
     export const first: BatonCall = ['prefill', 'Where is my order?']
     export const tell = (baton: BatonApi, event: BatonEvents['message']) => baton.track(event.from)`,
    { strict: true, target: 'es2024', allowImportingTsExtensions: true },
  )
  expect(told).toBe('')
})

it('the file that the guide gives to shops in TypeScript compiles as it stands there', async () => {
  const guide = await readFile(join(root, 'docs', 'widget.md'), 'utf8')
  const [, file = ''] = /```ts\n(\/\/ baton-customer\.ts\n.*?)```/s.exec(guide) ?? []
  expect(file).toContain('export function setBatonCustomer')
  expect(await complaints(file, { strict: true, target: 'es2024', noUnusedLocals: true })).toBe('')
})
