import type { ShopAction } from '#shared/action.ts'
import type { LogEvent } from '#shared/conversation.ts'
import { type ActionEvent, type ProposalLimit, worthOf } from '#shared/proposal.ts'
import type { Proposed } from '#shared/responsibility.ts'
import { money, percent } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

/** What would be done, in a few words: "10% coupon", "Refund of €30.00". */
export function actionTitle(action: ShopAction): string {
  const words = t().approvals.titles
  const worth = worthOf(action)
  switch (action.tool) {
    case 'coupon':
      return words.coupon(worthText(worth))
    case 'refund':
      return words.refund(worthText(worth))
    case 'return':
      return words.return(action.number)
    case 'address-change':
      return words.address(action.number)
  }
}

function worthText(worth: Proposed | undefined): string {
  if (worth === undefined) return ''
  return 'percent' in worth ? percent(worth.percent / 100) : money(worth.amount, worth.currency)
}

/** Up to where everybody may approve; `undefined` where nothing limits the action. */
export function limitText(action: ShopAction, limit: ProposalLimit): string | undefined {
  const words = t().approvals
  if (action.tool === 'refund')
    return limit.refundUpTo ? words.upTo(worthText(limit.refundUpTo)) : words.noLimit
  if (action.tool !== 'coupon') return undefined
  const { percent: share, amount } = limit.couponUpTo ?? {}
  const most = action.percent === undefined ? amount : share === undefined ? undefined : { percent: share }
  return most ? words.upTo(worthText(most)) : words.noLimit
}

/** One line of the log about an action. */
export function actionLine(event: Extract<LogEvent, ActionEvent>): string {
  const words = t().approvals.lines
  switch (event.type) {
    case 'action:proposed':
      return words.proposed(event.name ?? t().agent.assistant, actionTitle(event.action))
    case 'action:approved':
      return event.isChanged
        ? words.changed(event.name, actionTitle(event.action))
        : words.approved(event.name, actionTitle(event.action))
    case 'action:refused':
      if (event.by === 'expiry') return words.expired
      if (event.by === 'resolution') return words.resolved(event.name ?? '')
      return [words.refused(event.name ?? ''), event.comment].filter(Boolean).join(' · ')
    case 'action:done':
      if (event.failure === undefined) return t().agent.lines.action(event.summary)
      return event.failure.isUncertain ? words.uncertain(event.summary) : words.failed(event.summary)
  }
}
