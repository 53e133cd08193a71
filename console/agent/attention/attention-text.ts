import type { LogEvent } from '#shared/conversation.ts'
import { priorities, priorityOf, type Signal, type SignalName, type WatchAct } from '#shared/watch.ts'
import { duration, percent } from '../../shell/format.ts'
import type { Tone } from '../../shell/parts.tsx'
import { language, t } from '../../texts/texts.ts'

/** "waiting 12m": a signal with the number that brought it up. */
export function reasonText({ name, value, detail = '' }: Signal): string {
  const words = t().watch
  return words.reasons[name](value, saidWith({ name, value, detail }))
}

function saidWith({ name, value, detail }: { name: SignalName; value: number; detail: string }): string {
  const words = t().watch
  switch (name) {
    case 'anger':
    case 'mood-falling':
      return percent(value)
    case 'silence-after-answer':
    case 'visitor-waiting':
    case 'agent-silent':
    case 'unassigned-too-long':
      return duration(value * 60_000)
    default: {
      const details: Record<string, string> = { ...words.risks, ...words.levels }
      return details[detail] ?? detail
    }
  }
}

/** "Priority raised: waiting 12m, mood falling". */
export function notedText(event: Extract<LogEvent, { type: 'watch:noted' }>): string {
  const words = t().watch
  const parts: string[] = []
  if (event.signals.length > 0) parts.push(headlineOf(event.acts)(listed(event.signals.map(reasonText))))
  if (event.acts.includes('tell-supervisor')) parts.push(words.forSupervisor)
  if (event.calmed?.length) {
    parts.push(words.headline.calmed(listed(event.calmed.map((name) => words.chips[name]))))
  }
  return parts.join(' · ')
}

function headlineOf(acts: readonly WatchAct[]): (reasons: string) => string {
  const { headline } = t().watch
  if (acts.includes('hand-over')) return headline.handOver
  return acts.includes('raise-priority') ? headline.raised : headline.noted
}

function listed(texts: string[]): string {
  const locale = language.value === 'zh' ? 'zh-CN' : 'en-GB'
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(texts)
}

export function breachedText(event: Extract<LogEvent, { type: 'sla:breached' }>): string {
  const words = t().watch
  return words.breached(words.levels[event.level], duration(event.limit))
}

export function joinedText(event: Extract<LogEvent, { type: 'team:joined' }>): string {
  const words = t().watch
  const why = event.reason === undefined ? event.name : words.chips[event.reason]
  return [words.joined(teamName(event.team)), why].filter(Boolean).join(' · ')
}

/** "Delivery does not help any more · Ana". */
export function leftText(event: Extract<LogEvent, { type: 'team:left' }>): string {
  return [t().teams.lines.left(teamName(event.team)), event.name].filter(Boolean).join(' · ')
}

/** "In the queue of Delivery · Ana". */
export function assignedText(event: Extract<LogEvent, { type: 'team:assigned' }>): string {
  const words = t().teams.lines
  const where = event.team === undefined ? words.general : words.assigned(event.team)
  return [where, event.name].filter(Boolean).join(' · ')
}

/** A team as the responsibility list names it, or a role in the reader's language. */
export function teamName(team: string): string {
  const roles: Record<string, string> = t().roles
  return roles[team] ?? team
}

/** Urgent is drawn as a risk, high as waiting. */
export function toneOf(signal: Signal): Tone {
  const tones = { normal: 'plain', high: 'waiting', urgent: 'risk' } as const
  return tones[priorities[priorityOf([signal])] ?? 'normal']
}
