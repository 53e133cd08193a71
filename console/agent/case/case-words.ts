import type { CaseFile } from '#shared/case/case-file.ts'
import { dueOf } from '#shared/case/due-time.ts'
import type { FactValue, KnownFact } from '#shared/case/known-fact.ts'
import type { CasePromise } from '#shared/case/promise.ts'
import { summaryOfCase } from '#shared/case/summary.ts'
import type { LogEvent } from '#shared/conversation.ts'
import { number, weekdayTime } from '../../shell/format.ts'
import { language, t } from '../../texts/texts.ts'

/** The name of a fact in the reader's language; a person's own name as they wrote it. */
export function nameOf(fact: string): string {
  const names: Record<string, string> = t().case.names
  return names[fact] ?? fact
}

/** A value as the reader reads it: a wish and a country by name, a product in their language. */
export function valueText(name: string, value: FactValue): string {
  if (typeof value !== 'string') return value[language.value]
  if (name === 'wish') return (t().case.wishes as Record<string, string>)[value] ?? value
  if (name === 'country' && /^[A-Z]{2}$/.test(value)) return countryName(value)
  if (name === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return dayName(value)
  return value
}

export function sourceText({ source, person }: Pick<KnownFact, 'source' | 'person'>): string {
  const words = t().case
  return person === undefined ? words.sources[source] : words.sourceBy(words.sources[source], person)
}

export function promiseText(promise: Pick<CasePromise, 'subject' | 'text'>): string {
  return promise.subject === 'reply' ? t().case.reply : promise.text
}

/** When a promise is due: a suggested one as its words say it, read in this computer's calendar. */
export function dueAt(promise: CasePromise): number | undefined {
  return promise.dueAt ?? dueOf(promise.named ?? [], promise.madeAt)
}

/** The case in a few sentences, in the reader's language, without the question that the reader has `read` already. */
export function summaryLines(caseFile: CaseFile, read?: string): string[] {
  const words = t().case.summary
  const { wants, order, tried, open, promises, broken, mood } = summaryOfCase(caseFile)
  const lines: string[] = []
  if (wants.wish !== undefined) lines.push(words.wants(valueText('wish', wants.wish)))
  if (wants.product !== undefined) lines.push(words.product(valueText('product', wants.product)))
  if (order !== undefined) {
    const status = order.status === undefined ? '' : ` · ${valueText('order-status', order.status)}`
    lines.push(`${words.order(valueText('order-number', order.number))}${status}`)
  }
  if (wants.asked !== undefined && wants.asked !== read && open === undefined)
    lines.push(words.asked(wants.asked))
  if (tried.length > 0) {
    const titles = tried.map(({ id, title, isMissed }) => {
      const shown = title[language.value] ?? title.en ?? title.zh ?? id
      return isMissed ? words.missedTitle(shown) : shown
    })
    lines.push(words.tried(new Intl.ListFormat(language.value).format(titles)))
  }
  if (open !== undefined && open.asked !== read) lines.push(words.open(open.asked))
  for (const promise of promises.slice(0, 2)) {
    lines.push(words.promised(promiseText(promise), weekdayTime(promise.dueAt ?? 0)))
  }
  if (broken > 0) lines.push(words.broken(number(broken)))
  if (mood !== 'unknown' && mood !== 'content') lines.push(words.mood(t().case.moods[mood]))
  return lines
}

/** What the log says of a change of promises; '' where it says nothing. */
export function promiseLine(event: LogEvent & { type: 'case:updated' }, caseFile: CaseFile): string {
  const words = t().case.lines
  const lines = (event.promises ?? []).flatMap(({ id, change }) => {
    const promise = caseFile.promises.find((each) => each.id === id)
    if (promise === undefined) return []
    const what = promiseText(promise)
    if (change === 'make' || change === 'warn') return words[change](what, weekdayTime(promise.dueAt ?? 0))
    return change === 'keep' || change === 'break' ? words[change](what) : []
  })
  return lines.join(' · ')
}

function countryName(code: string): string {
  const locale = language.value === 'zh' ? 'zh-CN' : 'en-GB'
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code
}

function dayName(day: string): string {
  const locale = language.value === 'zh' ? 'zh-CN' : 'en-GB'
  const format = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale, format).format(Date.parse(`${day}T00:00:00Z`))
}
