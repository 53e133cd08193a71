import type { Language } from '#shared/knowledge.ts'
import type { ActionFailure, ActionOutcome } from '#shared/proposal.ts'

/** What a visitor reads about an action that waits for a person. Every figure in it comes from the shop's answer. */
export interface ProposalWords {
  /** Said when something is proposed; nothing has been promised yet. */
  waiting: string
  /** Added to `waiting` where nobody is at the desk. */
  waitingClosed: string
  done(outcome: ActionOutcome): string
  failed(failure: ActionFailure): string
  /** With the words of the person who decided, where there are any. */
  refused(comment: string | undefined): string
  resolved: string
  expired: string
  /** What the person who takes over reads first. */
  expiredForDesk(why: string): string
}

function money(locale: string, amount: number, currency: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount / 100)
}

function day(locale: string, date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
}

const english: ProposalWords = {
  waiting: 'A colleague has to confirm this first. You will hear here as soon as it is decided.',
  waitingClosed: 'Nobody is at the desk right now, so this may take a while.',
  done(outcome) {
    switch (outcome.tool) {
      case 'coupon':
        return `Here is your coupon: ${outcome.code}${outcome.validUntil ? `. It is valid until ${day('en-GB', outcome.validUntil)}.` : ''}`
      case 'refund':
        return `Your refund of ${money('en-GB', outcome.amount, outcome.currency)} has been made. Its reference is ${outcome.id}.`
      case 'return':
        return `Your return has been started; its number is ${outcome.id}.${outcome.until ? ` Please send it back by ${day('en-GB', outcome.until)}.` : ''}${outcome.labelUrl ? `\n\nLabel: ${outcome.labelUrl}` : ''}`
      case 'address-change':
        return `Your order now goes to:\n${outcome.lines.join('\n')}`
    }
  },
  failed: ({ isUncertain }) =>
    isUncertain
      ? 'A colleague confirmed this, but the shop’s system has not told us whether it went through. A colleague will check and answer here.'
      : 'A colleague confirmed this, but the shop’s system could not carry it out. A colleague will look into it and answer here.',
  refused: (comment) =>
    comment
      ? `I am sorry, a colleague looked at this and could not confirm it:\n\n“${comment}”`
      : 'I am sorry, a colleague looked at this and could not confirm it.',
  resolved: 'I am sorry, this was not confirmed, so it has not been done.',
  expired:
    'I am sorry, nobody could confirm this in time, so it has not been done. A colleague will look into it and answer here.',
  expiredForDesk: (why) => `Nobody decided this in time, so it was not done: ${why}`,
}

const chinese: ProposalWords = {
  waiting: '这需要同事先确认，有结果会马上在这里告诉您。',
  waitingClosed: '现在没有同事在线，可能需要多等一会儿。',
  done(outcome) {
    switch (outcome.tool) {
      case 'coupon':
        return `您的优惠券：${outcome.code}${outcome.validUntil ? `，有效期至 ${day('zh-CN', outcome.validUntil)}。` : ''}`
      case 'refund':
        return `已为您退款 ${money('zh-CN', outcome.amount, outcome.currency)}，退款编号 ${outcome.id}。`
      case 'return':
        return `退货已经登记，退货编号 ${outcome.id}。${outcome.until ? `请在 ${day('zh-CN', outcome.until)}前寄回。` : ''}${outcome.labelUrl ? `\n\n寄件面单：${outcome.labelUrl}` : ''}`
      case 'address-change':
        return `您的订单将寄往：\n${outcome.lines.join('\n')}`
    }
  },
  failed: ({ isUncertain }) =>
    isUncertain
      ? '同事已经确认，但系统没有告诉我们是否办成。同事会核实后在这里回复您。'
      : '同事已经确认，但系统没能办成。同事会跟进并在这里回复您。',
  refused: (comment) =>
    comment ? `很抱歉，同事看过后没能同意：\n\n“${comment}”` : '很抱歉，同事看过后没能同意。',
  resolved: '很抱歉，这件事没有得到确认，所以没有办理。',
  expired: '很抱歉，没有同事能及时确认，所以没有办理。同事会跟进并在这里回复您。',
  expiredForDesk: (why) => `没有人及时审批，所以没有办理：${why}`,
}

export const proposalWords: Record<Language, ProposalWords> = { en: english, zh: chinese }
