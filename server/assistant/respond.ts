import { answer } from './answer.ts'
import { settleClarification } from './clarification.ts'
import { judge } from './judge.ts'
import { operate } from './operate.ts'
import { responsible } from './responsible.ts'
import { retrieve } from './retrieve.ts'
import { type Course, courseOf, noted } from './satisfaction.ts'
import { smallTalk } from './small-talk.ts'
import { type Triage, triage } from './triage.ts'
import type { Decision, Turn, TurnParts } from './turn.ts'

/**
 * One turn of the assistant: triage, then who is responsible, then the reply to what we asked, an action or the
 * knowledge, then the judge.
 * Everything it decides is recorded; nothing is sent or stored here.
 */
export async function respond(turn: Turn, parts: TurnParts): Promise<Decision> {
  const message = triage(turn.text, turn.language, turn.messages)
  const course = courseOf(turn, message.language)
  parts.record('triage', { ...message, ...course })
  return noted(course, turn, await decide(message, course, turn, parts))
}

async function decide(message: Triage, course: Course, turn: Turn, parts: TurnParts): Promise<Decision> {
  const forPeople = responsible(message, parts, course.isFalling)
  if (forPeople) return forPeople

  const settled = settleClarification(message, turn, parts)
  if (settled) return settled

  const polite = smallTalk(message)
  if (polite) return polite

  const acted = await operate(message, turn, parts)
  if (acted) return acted

  parts.progress('searching')
  const found = await retrieve(message, turn, parts)
  const draft = await answer(message, found, turn, parts)
  return judge(draft, found, message, turn, parts)
}
