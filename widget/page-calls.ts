import type { PageCall, PageContext, Theme } from './frame-protocol.ts'

const themes: readonly Theme[] = ['light', 'dark', 'auto']

/**
 * A call of `window.Baton` as the shop's page made it, looked at once. Throws with a sentence for the shop's developer
 * where it is not of the right shape; it comes back to them as an `error` event.
 */
export function pageCallOf(name: string, values: unknown[]): PageCall {
  const [first, second] = values
  switch (name) {
    case 'identify':
      return { type: 'identify', token: written(first, 'identify(jwt)', 4_000) }
    case 'reset':
      return { type: 'reset' }
    case 'setTheme':
      if (!themes.includes(first as Theme)) throw new Error('setTheme(theme) takes light, dark or auto.')
      return { type: 'theme', theme: first as Theme }
    case 'setContext':
      return { type: 'context', context: contextIn(first, 'setContext(context)') }
    case 'setOrder':
      return { type: 'order', number: written(String(first ?? ''), 'setOrder(number)', 60) }
    case 'track':
      return {
        type: 'track',
        name: written(first, 'track(name, data)', 60),
        data: second === undefined ? {} : contextIn(second, 'track(name, data)'),
      }
    case 'prefill':
      return { type: 'prefill', text: written(first, 'prefill(text)', 10_000) }
    case 'send':
      return { type: 'send', text: written(first, 'send(text)', 10_000) }
    default:
      throw new Error(`There is no call ${name}.`)
  }
}

function written(value: unknown, call: string, longest: number): string {
  if (typeof value !== 'string' || value.trim() === '')
    throw new Error(`${call} takes a text that is not empty.`)
  if (value.length > longest) throw new Error(`${call} takes at most ${longest} characters.`)
  return value
}

/** One object of plain values; 20 names at most. */
function contextIn(value: unknown, call: string): PageContext {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${call} takes an object of texts, numbers and yes or no.`)
  const entries = Object.entries(value)
  if (entries.length > 20) throw new Error(`${call} takes at most 20 names.`)
  for (const [name, each] of entries) {
    if (each !== null && !['string', 'number', 'boolean'].includes(typeof each))
      throw new Error(`${call}: ${name.slice(0, 60)} is neither a text, a number, nor yes or no.`)
    if (name.length > 60 || String(each).length > 500)
      throw new Error(`${call}: ${name.slice(0, 60)} is too long.`)
  }
  return Object.fromEntries(entries) as PageContext
}
