import { answer, answerAgain } from './answering/answer.ts'
import { askedText } from './answering/asked-text.ts'
import { settleClarification } from './answering/clarification.ts'
import { retrieve } from './answering/retrieve.ts'
import { besideDeed, repliedTo } from './beside.ts'
import { asKnowledge } from './instructions-inside.ts'
import { judge } from './judge/index.ts'
import { denialIn, denied, leavingAfter, surerThan, withMiss } from './misses/after-answer.ts'
import type { Denial } from './misses/denial.ts'
import { withGiven } from './misses/given.ts'
import { afterMiss, missOf } from './misses/missed.ts'
import { offerAgain, operate, replyToOperation } from './operator/index.ts'
import { withOrderNumbers } from './order-number.ts'
import { besideFile, fileAlone } from './reading/file-alone.ts'
import { type Course, courseOf, noted } from './reading/satisfaction.ts'
import { readAgain } from './reading/second-reading.ts'
import { smallTalk } from './reading/small-talk.ts'
import { type Triage, triage } from './reading/triage.ts'
import { responsible } from './responsible.ts'
import type { Decision, Turn, TurnParts } from './turn.ts'

/**
 * One turn of the assistant: triage, then who is responsible, then the reply to what we asked, an action or the
 * knowledge, then the judge.
 * Everything it decides is recorded; nothing is sent or stored here.
 */
export async function respond(asked: Turn, given: TurnParts): Promise<Decision> {
  const turn = withOrderNumbers(asked, given.shop)
  const unread = fileAlone(turn)
  if (unread) return unread
  const parts: TurnParts = { ...given, knowledge: given.knowledge && asKnowledge(given.knowledge) }
  const message = triage(turn.text, turn.language, turn.messages)
  const course = courseOf(turn, message.language)
  parts.record('triage', { ...message, ...course })
  const decision = await decide(message, course, turn, parts)
  const said = besideFile(offerAgain(withGiven(decision, message.intent, turn), turn, parts), turn)
  return noted(course, turn, said)
}

async function decide(message: Triage, course: Course, turn: Turn, parts: TurnParts): Promise<Decision> {
  const forPeople = responsible(message, parts, course.isFalling)
  if (forPeople) return leavingAfter(forPeople, turn, parts)

  const replied = await replyToOperation(message, turn, parts)
  if (replied) {
    const { decision, rest } = replied
    if (rest === '' || decision.outcome === 'handed-over') return decision
    const other = await inform(rest, undefined, message, course, turn, parts)
    return repliedTo(decision, other, { deed: message, asked: rest, isAskedFirst: false })
  }

  const settled = settleClarification(message, turn, parts)
  if (settled) return settled

  const denial = denialIn(message, turn)
  if (denial?.rest === '') return denied(message, turn, parts)

  const polite = denial ? undefined : smallTalk(message, turn)
  if (polite) return polite

  const beside = besideDeed(message, turn.messages, turn.caseFile.awaiting)
  const acted = await operate(beside?.deed ?? message, turn, parts)
  if (acted === undefined)
    return inform(denial?.rest ?? askedText(turn.messages), denial, message, course, turn, parts)
  if (beside === undefined || acted.outcome === 'handed-over') return acted
  return repliedTo(acted, await inform(beside.asked, undefined, message, course, turn, parts), beside)
}

/** Answers from the knowledge, or says honestly that it cannot. */
async function inform(
  asked: string,
  denial: Denial | undefined,
  message: Triage,
  course: Course,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision> {
  parts.progress('searching')
  const read = await readAgain(
    await retrieve(message, turn, parts, asked),
    asked,
    message,
    course,
    turn,
    parts,
  )
  if ('decision' in read) return read.decision
  const { found } = read
  const miss = missOf(found, asked, denial, turn, parts)
  const again = miss && (await afterMiss(miss, found, message, parts))
  if (again) return again
  const careful = miss ? { ...found, answerAt: surerThan(found.answerAt) } : found
  const draft = await answer(message, careful, turn, parts)
  const judged = await judge(draft, careful, message, turn, parts, (faults) =>
    answerAgain(faults, message, careful, turn, parts),
  )
  return withMiss(judged, miss)
}
