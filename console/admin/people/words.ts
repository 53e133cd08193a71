import type { FailureResult } from '#shared/result.ts'
import { duration, now } from '../../shell/format.ts'
import { failureText, t } from '../../texts/texts.ts'

/** When somebody was here last is known to some minutes. */
export function seen(at: number | undefined): string {
  const words = t().people.admin
  if (at === undefined) return words.never
  return now.value - at < 6 * 60_000 ? words.now : words.about(duration(now.value - at))
}

/** What an act on somebody came to: the last administrator has a sentence of its own. */
export function refusalText(failure: FailureResult, account: { role: string }): string {
  const isLast = failure.error === 'conflict' && account.role === 'administrator'
  return isLast ? t().people.admin.last : failureText(failure)
}

/** What is wrong with the address, where it is that. */
export function addressProblem(failure: FailureResult): string | undefined {
  const words = t().people.admin
  if (failure.issues?.[0]?.path !== 'email') return undefined
  if (failure.error === 'invalid') return words.emailWrong
  return /invited/.test(failure.message) ? words.emailInvited : words.emailTaken
}
