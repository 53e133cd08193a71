import type { NextStep } from '#shared/copilot.ts'
import { dateTime, percent, timeOfDay, weekdayTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

/** What to do, in the reader's language. */
export function stepTitle(step: NextStep): string {
  const words = t().copilot.steps
  switch (step.step) {
    case 'decide':
      return words.decide(toolName(step.tool))
    case 'keep-promise':
      return words.keepPromise(step.what)
    case 'track-promise':
      return words.trackPromise(step.what)
    case 'reply':
      return words.reply
    case 'ask-proof':
      return words.askProof
    case 'tell-order':
      return words.tellOrder
    case 'answer':
      return words.answer(step.source.kind === 'article' ? step.source.title : '')
    case 'propose':
      return words.propose[step.tool]
    case 'transfer':
      return words.transfer(step.team ?? '')
    case 'as-before':
      return words.asBefore(step.asked)
    case 'close':
      return words.close
  }
}

/** Why. */
export function stepWhy(step: NextStep): string {
  const words = t().copilot.steps
  switch (step.step) {
    case 'decide':
      return words.decideWhy(weekdayTime(step.expiresAt))
    case 'keep-promise':
      return step.isBroken ? words.brokenWhy(weekdayTime(step.dueAt)) : words.keepWhy(weekdayTime(step.dueAt))
    case 'track-promise':
      return words.trackWhy
    case 'reply':
      return words.replyWhy(timeOfDay(step.since), signalName(step.signal)).trim()
    case 'ask-proof':
      return words.askProofWhy
    case 'tell-order':
      return words.tellOrderWhy
    case 'answer':
      return words.answerWhy(percent(step.confidence))
    case 'propose':
      return [words.proposeWhy[step.tool], step.limit && words.limit(step.limit)].filter(Boolean).join(' ')
    case 'transfer':
      return words.transferWhy(step.topic)
    case 'as-before':
      return [solutionText(step.solution), words.likeness(percent(step.likeness)), dateTime(step.at)].join(
        ' · ',
      )
    case 'close':
      return words.closeWhy
  }
}

function solutionText(solution: (NextStep & { step: 'as-before' })['solution']): string {
  const words = t().copilot.steps.asBeforeWhy
  if (solution.by === 'article') return words.article(solution.title)
  return solution.by === 'action' ? words.action(toolName(solution.tool)) : words.reply(solution.excerpt)
}

/** An action by its name; one of an older version by its own. */
function toolName(tool: string): string {
  const names: Record<string, string> = t().copilot.actions
  return names[tool] ?? tool
}

function signalName(signal: string | undefined): string {
  const names: Record<string, string> = t().watch.chips
  return signal === undefined ? '' : (names[signal] ?? '')
}
