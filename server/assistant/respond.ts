import { answer } from './answer.ts'
import { judge } from './judge.ts'
import { operate } from './operate.ts'
import { responsible } from './responsible.ts'
import { retrieve } from './retrieve.ts'
import { smallTalk } from './small-talk.ts'
import { triage } from './triage.ts'
import type { Decision, Turn, TurnParts } from './turn.ts'

/**
 * One turn of the assistant: triage, then who is responsible, then an action or the knowledge, then the judge.
 * Everything it decides is recorded; nothing is sent or stored here.
 */
export async function respond(turn: Turn, parts: TurnParts): Promise<Decision> {
  const message = triage(turn.text, turn.language)
  parts.record('triage', { ...message })

  const forPeople = responsible(message, parts)
  if (forPeople) return forPeople

  const polite = smallTalk(message)
  if (polite) return polite

  const acted = await operate(message, turn, parts)
  if (acted) return acted

  parts.progress('searching')
  const found = retrieve(message, turn, parts)
  const draft = await answer(message, found, turn, parts)
  return judge(draft, found, message, turn, parts)
}
