import type { CaseFile, CaseIntent } from './case-file.ts'
import { type FactValue, factOf } from './known-fact.ts'
import { type CasePromise, openPromises } from './promise.ts'

/** How the visitor's mood goes: by the last point and the one before the turn it took. */
export type MoodTrend = 'unknown' | 'content' | 'falling' | 'low' | 'rising'

/**
 * The case in a few points, in no language: whoever shows it has a catalogue, so that two readers of one case read
 * it each in their own. Built anew from the case file every time, so that it is never older than the case. A model that
 * phrases it better starts from this and from nothing else.
 */
export interface CaseSummary {
  /** What the visitor wants: their wish where one is known, their last question in their own words. */
  wants: { wish: FactValue | undefined; asked: string | undefined; product: FactValue | undefined }
  order: { number: FactValue; status: FactValue | undefined } | undefined
  /** What they got, newest first, each article once. */
  tried: { id: string; title: CaseIntent['articles'][number]['title']; isMissed: boolean }[]
  /** What nobody has answered: asked back, declined or handed over. */
  open: { asked: string; outcome: string } | undefined
  promises: CasePromise[]
  broken: number
  mood: MoodTrend
}

const mostTried = 3
/** Below this satisfaction, 0 to 1, a visitor is unhappy; a change of this much is a trend. */
const low = 0.4
const noteworthy = 0.2

/** Small talk, and a wish for a person: they say nothing about the matter. */
const empty: readonly string[] = ['greeting', 'thanks', 'goodbye', 'person', 'unclear']

export function summaryOfCase(caseFile: CaseFile): CaseSummary {
  const { facts, intents, promises, mood } = caseFile
  const matters = intents.filter(({ intent }) => !empty.includes(intent))
  const last = matters.at(-1)
  const number = factOf(facts, 'order-number')
  const latest = intents.at(-1)
  const isOpen = latest?.outcome !== undefined && latest.outcome !== 'answered'
  return {
    wants: { wish: factOf(facts, 'wish'), asked: last?.asked, product: factOf(facts, 'product') },
    order: number === undefined ? undefined : { number, status: factOf(facts, 'order-status') },
    tried: triedIn(intents),
    open: isOpen && last ? { asked: last.asked, outcome: latest.outcome ?? '' } : undefined,
    promises: openPromises(promises),
    broken: promises.filter(({ state }) => state === 'broken').length,
    mood: trendOf(mood.map(({ satisfaction }) => satisfaction)),
  }
}

/** The visitor's last question that is about something, in their own words. */
export function lastMatter(caseFile: CaseFile): string | undefined {
  return caseFile.intents.findLast(({ intent }) => !empty.includes(intent))?.asked
}

export function trendOf(satisfaction: readonly number[]): MoodTrend {
  const now = satisfaction.at(-1)
  if (now === undefined) return 'unknown'
  const before = satisfaction.slice(-4, -1)
  const typical = before.length === 0 ? now : before.reduce((sum, each) => sum + each, 0) / before.length
  if (now < low) return now > typical + noteworthy ? 'rising' : 'low'
  if (now <= typical - noteworthy) return 'falling'
  return now >= typical + noteworthy ? 'rising' : 'content'
}

function triedIn(intents: readonly CaseIntent[]): CaseSummary['tried'] {
  const tried = new Map<string, CaseSummary['tried'][number]>()
  for (const { articles, isMissed = false } of intents.toReversed()) {
    for (const { id, title } of articles) if (!tried.has(id)) tried.set(id, { id, title, isMissed })
  }
  return [...tried.values()].slice(0, mostTried)
}
