import type { ActEvent } from '#shared/acts.ts'
import type { WrapUp } from '#shared/wrap-up.ts'
import { weekdayTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

/** What a person did, as a line of the conversation. */
export function actLine(event: ActEvent): string {
  const words = t().wrapUp.lines
  switch (event.type) {
    case 'tags:changed': {
      const { added, removed, by } = event
      const lines = [
        added.length > 0 && words.tagged(by, namesOf(added)),
        removed.length > 0 && words.untagged(by, namesOf(removed)),
      ]
      return lines.filter(Boolean).join(' · ')
    }
    case 'priority:set':
      return event.level === null
        ? words.priorityCleared(event.by)
        : words.priority(event.by, t().wrapUp.priority.levels[event.level])
    case 'conversation:snoozed':
      return words.snoozed(event.by, weekdayTime(event.until))
    case 'conversation:woken':
      return event.why === 'person' ? words.woken.person(event.by ?? '') : words.woken[event.why]
    case 'conversation:merged':
      return event.into === undefined ? words.mergedFrom(event.by) : words.mergedInto(event.by)
    case 'visitor:blocked': {
      const until = event.until === undefined ? '' : weekdayTime(event.until)
      return words.blocked(event.by, t().wrapUp.block.reasons[event.reason], until)
    }
    case 'visitor:unblocked':
      return words.unblocked(event.by)
  }
}

/** How a conversation ended, as the person said who ended it. */
export function endedLine({ name }: { name?: string | undefined }, { ending, cause }: WrapUp): string {
  const { lines, endings, causes } = t().wrapUp
  return lines.resolved(name ?? '', endings[ending], cause === undefined ? '' : causes[cause])
}

function namesOf(tags: readonly { name: string }[]): string {
  return tags.map(({ name }) => name).join(', ')
}
