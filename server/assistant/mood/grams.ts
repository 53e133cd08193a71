import type { Language } from '#shared/knowledge.ts'
import { type Clause, isNegator } from './opinions.ts'

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Words and pairs; behind a negation a word is another word until the clause ends. */
export function englishWords(clauses: readonly Clause[]): { single: string[]; pairs: string[] } {
  const single: string[] = []
  const pairs: string[] = []
  for (const { tokens } of clauses) {
    let reach = 0
    let previous = '^'
    for (const [at, token] of tokens.entries()) {
      const short = /\d/.test(token) ? '#' : token.slice(0, 24)
      const own = reach > 0 ? `!${short}` : short
      single.push(own)
      if (reach > 0) single.push(short)
      const stem = stemOf(short)
      if (stem !== short) single.push(reach > 0 ? `!${stem}` : stem)
      pairs.push(`${previous} ${short}`)
      if (at > 1) pairs.push(`${tokens[at - 2]?.slice(0, 24)} ${previous} ${short}`)
      previous = short
      reach = isNegator(token, tokens[at + 1]) ? 4 : reach - 1
    }
  }
  return { single, pairs }
}

function stemOf(word: string): string {
  if (word.length < 5) return word
  return `${word.replace(/(?:ingly|edly|ing|ed|ly|ies|es|s|er|est|ness|ment|ful|y|e)$/, '')}~`
}

/** Three to five letters inside a word, its ends marked: shares what inflection and typing mistakes leave alike. */
export function englishGrams(clauses: readonly Clause[]): string[] {
  const grams: string[] = []
  for (const { tokens } of clauses) {
    for (const token of tokens) {
      if (token.length < 4) continue
      const marked = `<${token.slice(0, 24)}>`
      for (let size = 3; size <= 5; size += 1) {
        for (let at = 0; at + size <= marked.length; at += 1) grams.push(marked.slice(at, at + size))
      }
    }
  }
  return grams
}

export function chineseWords(plain: string): { single: string[]; pairs: string[] } {
  const single: string[] = []
  const pairs: string[] = []
  let reach = 0
  let previous = '^'
  for (const { segment, isWordLike } of segmenter.segment(plain)) {
    if (!isWordLike) {
      if (/[,.!?;，。！？；~\s]/.test(segment)) {
        reach = 0
        previous = '^'
      }
      continue
    }
    const word = /\d/.test(segment) ? '#' : segment.slice(0, 12)
    single.push(word)
    if (reach > 0) single.push(`!${word}`)
    pairs.push(`${previous} ${word}`)
    previous = word
    reach = /^(?:不|没|没有|未|无|别|不是|不会|不能|从不|并不|毫无|不太|不够)$/.test(word) ? 3 : reach - 1
  }
  return { single, pairs }
}

export function chineseGrams(plain: string): string[] {
  const grams: string[] = []
  for (const run of plain.match(/[\p{Script=Han}a-z]+|[!?！？]+/gu) ?? []) {
    for (let size = 1; size <= 4; size += 1) {
      for (let at = 0; at + size <= run.length; at += 1) grams.push(run.slice(at, at + size))
    }
  }
  return grams
}

/** Opinions by class among their neighbours: "but +", "too -", 就是 -: what holds in every field of life. */
export function patterns(clauses: readonly Clause[], language: Language): string[] {
  const found: string[] = []
  let previous = '^'
  for (const { tokens, opinions, contrast } of clauses) {
    if (contrast) previous = `${previous}|but`
    for (const { valence, negated, place, length } of opinions) {
      const sign = `${negated ? '!' : ''}${valence > 0 ? (valence > 2.3 ? '++' : '+') : valence < -2.3 ? '--' : '-'}`
      const before =
        language === 'zh' ? tokens.slice(Math.max(0, place - 2), place).join('') : (tokens[place - 1] ?? '^')
      const after = tokens[place + length] ?? '$'
      found.push(sign, `${before} ${sign}`, `${sign} ${after}`, `${previous} ${sign}`)
      previous = sign
    }
  }
  if (previous !== '^') found.push(`${previous} $`)
  return found
}
