import type { LogEvent } from '#shared/conversation.ts'
import { t } from '../../texts/texts.ts'

/** Why a conversation stands in the queue again; `undefined` where nobody had it before. */
export function returnedText({
  returned,
}: Extract<LogEvent, { type: 'conversation:queued' }>): string | undefined {
  // A newer server may know a reason that this console does not.
  return returned && t().presence.lines.returned[returned.why]?.(returned.name)
}

/** By which rule a conversation was given; `undefined` where the person took it. */
export function givenText({
  given,
  name,
}: Extract<LogEvent, { type: 'conversation:assigned' }>): string | undefined {
  if (given === undefined) return undefined
  const words = t().presence.lines
  return given === 'sticky' ? words.givenSticky(name) : words.givenLeast(name)
}

/** What a supervisor did: stepped in, or gave it to somebody; `undefined` where it was not a supervisor's doing. */
export function movedText({
  moved,
  name,
  personId,
}: Extract<LogEvent, { type: 'conversation:assigned' }>): string | undefined {
  if (moved === undefined) return undefined
  const words = t().floor.lines
  const { by, from } = moved
  if (by.personId === personId)
    return from === undefined ? words.tookFromQueue(by.name) : words.steppedIn(by.name, from.name)
  return from === undefined ? words.given(by.name, name) : words.moved(by.name, name, from.name)
}
