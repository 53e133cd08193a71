import type { Compared } from '#shared/trace.ts'
import { askedText } from '../answering/asked-text.ts'
import { searchFor } from '../answering/found.ts'
import { isNothingElse } from '../reading/small-talk.ts'
import type { Triage } from '../reading/triage.ts'
import { handOver } from '../responsible.ts'
import type { Decision, Turn, TurnParts } from '../turn.ts'
import { words } from '../words.ts'
import { type Denial, readDenial } from './denial.ts'
import { afterMiss, isAnswering, type Miss, missOf, saidAll } from './missed.ts'

/** What the message denies of what we said before it; `undefined` where there is nothing to deny, or nothing denied. */
export function denialIn(message: Triage, turn: Turn): Denial | undefined {
  const mayDeny = message.intent === 'question' || message.intent === 'unclear'
  if (!mayDeny || !isAnswering(turn) || isNothingElse(message, turn)) return undefined
  return readDenial(askedText(turn.messages))
}

/** What to do where the visitor only says that our answer was not it. */
export async function denied(message: Triage, turn: Turn, parts: TurnParts): Promise<Decision> {
  const { language } = message
  const { given, missed, misses } = turn.caseFile
  const about = given ?? missed
  if (about) {
    const found = await searchFor(about.question, language, parts)
    const miss = missOf(found, '', { rest: '' }, turn, parts)
    const again = miss && (await afterMiss(miss, found, message, parts))
    if (again) return again
  }
  // Nothing was answered that could have missed: what they want has to be said in other words.
  const count = (misses ?? 0) + 1
  const { missesAllowed } = parts.responsibilities
  if (count > missesAllowed) {
    const compared: Compared[] = [{ measure: 'misses', value: count, threshold: missesAllowed }]
    return {
      ...handOver('repeated-failure', language, parts),
      rule: { name: 'misses-allowed', compared },
    }
  }
  return {
    outcome: 'asked',
    language,
    text: words[language].unclear,
    facts: { misses: count },
    rule: { name: 'unclear' },
  }
}

/** A person takes over right after an answer: they read what was asked, and the record has that it may have missed. */
export function leavingAfter(decision: Decision, turn: Turn, parts: TurnParts): Decision {
  const { given, missed } = turn.caseFile
  const about = given ?? missed
  const isLeaving = decision.reason === 'visitor-request' || decision.reason === 'negative-sentiment'
  if (!about || !isLeaving) return decision
  const { question, articles } = about
  const times = (missed?.times ?? 0) + 1
  parts.record('answer', { missed: 'person', question, articles, times })
  const said = saidAll(about, turn.text)
  const facts = { ...decision.facts, missed: { said, question, articles, times } }
  return { ...decision, facts, summary: said, missSign: 'person' }
}

/** After a miss an answer must be surer by this much, 0 to 1, before it is given at once. */
const moreSure = 0.2
const mostSure = 0.9

/** The confidence from which on something new is answered after a miss. */
export function surerThan(answerAt: number): number {
  return Math.max(answerAt, Math.min(mostSure, answerAt + moreSure))
}

/** A decision about something new, after an answer that missed: the record keeps that it did. */
export function withMiss(decision: Decision, miss: Miss | undefined): Decision {
  if (miss === undefined) return decision
  const facts = { ...decision.facts, missed: miss.missed }
  return { ...decision, facts, missSign: miss.sign }
}
