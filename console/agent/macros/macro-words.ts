import type { MacroStep } from '#shared/macro.ts'
import { number } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import type { DeskTools } from '../tools.ts'

/** A step in one line, as it will be done. */
export function stepText(step: MacroStep, tools: Pick<DeskTools, 'tags' | 'people'>): string {
  const words = t().tools.macros
  const { priority, endings, causes } = t().wrapUp
  switch (step.do) {
    case 'reply':
      return words.says.reply
    case 'note':
      return words.says.note(step.text)
    case 'tag': {
      const names = tools.tags.named(step.tags).map(({ name }) => name)
      return words.says.tag(names.length > 0 ? names.join(', ') : words.gone)
    }
    case 'priority':
      return words.says.priority(priority.levels[step.level])
    case 'snooze':
      return words.says.snooze(number(step.hours))
    case 'transfer': {
      const person = tools.people.people.value.find(({ id }) => id === step.personId)
      return words.says.transfer(person?.name ?? words.gone)
    }
    case 'hand-back':
      return words.says.handBack
    case 'resolve': {
      const cause = step.cause === undefined ? '' : causes[step.cause]
      return words.says.resolve([endings[step.outcome], cause].filter(Boolean).join(' · '))
    }
  }
}
