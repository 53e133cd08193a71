import type { Language } from '#shared/knowledge.ts'
import { normalise } from '../../knowledge/index.ts'
import { moodOf } from './mood.ts'

/** A date or an hour at hand, and a word that presses. One alone is ordinary ("can I pay today?"). */
const PRESSING =
  /\b(?:urgent(?:ly)?|asap|a\.s\.a\.p|emergency|immediately|right now|right away|hurry|in a rush|time.?critical|last chance|running out of time|before it'?s too late|at the latest|can'?t wait|stranded|locked out)\b|急|马上|立刻|立即|赶紧|赶快|快点|来不及|等不了|等不及|火速|救命|尽快/
const SOON =
  /\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening)|in (?:an|one|two|a few|\d+) (?:hours?|minutes?|mins?)|by (?:noon|midnight|\d+|mon|tues|wednes|thurs|fri|satur|sun)\w*|before (?:noon|midnight|\d+|the (?:wedding|funeral|flight|exam|party|trip))|(?:flight|wedding|funeral|train|exam|surgery|party)\b[^.!?]{0,25}\b(?:leaves?|is|starts?|at|in))\b|今天|今晚|明天|明早|下午|小时(?:内|后|以内)|分钟(?:内|后)|点前|之前|现在就/

/** How likely an hour's wait does harm or misses a date the message names, 0 to 1. */
export function urgencyOf(text: string, language: Language): number {
  const plain = normalise(text.slice(0, 2000)).replace(/’/g, "'")
  const rule = PRESSING.test(plain) ? (SOON.test(plain) ? 0.7 : 0.4) : SOON.test(plain) ? 0.25 : 0.03
  const model = moodOf(text, language)?.urgent
  return Math.round((model === undefined ? rule : (model + rule) / 2) * 1000) / 1000
}
