import type { FactValue } from '#shared/case/known-fact.ts'
import type { EventType, LogEvent } from '#shared/conversation.ts'

/** Events that have words which somebody may look for. */
export const wordedEvents = ['message:posted', 'note:added', 'case:updated'] as const satisfies EventType[]

/** What an event is found by: what was said, names of files, notes, and what is known of the case: names, orders. */
export function textsOf(event: LogEvent): string[] {
  switch (event.type) {
    case 'message:posted':
      return [event.text, ...(event.attachments ?? []).map(({ name }) => name)]
    case 'note:added':
      return [event.text]
    case 'case:updated':
      return (event.learned ?? []).flatMap(({ value }) => (value === null ? [] : valueTexts(value)))
    default:
      return []
  }
}

export function valueTexts(value: FactValue): string[] {
  return typeof value === 'string' ? [value] : [value.en, value.zh]
}
