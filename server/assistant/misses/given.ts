import { askedText } from '../answering/asked-text.ts'
import type { Intent } from '../reading/triage.ts'
import type { CaseFile, Decision, Given, Turn } from '../turn.ts'
import { saidAll } from './missed.ts'

/** The decision with what the case file keeps of its answer, so that the next message can show whether it missed. */
export function withGiven(decision: Decision, intent: Intent, turn: Turn): Decision {
  const { caseFile } = turn
  if (intent === 'thanks' || intent === 'goodbye') return settledBy(decision, caseFile)
  const learned: CaseFile = {}
  const given = givenBy(decision, turn)
  if (given || (caseFile.given && !isByTheWay(decision))) learned.given = given ?? null
  // An answer that nobody has complained about yet, or thanks for it, ends the story of the one that missed.
  if (caseFile.missed && decision.outcome === 'answered' && !decision.missSign && !isByTheWay(decision))
    learned.missed = null
  const facts = { ...learned, ...decision.facts }
  const known = Object.keys(facts).length > 0 ? { ...decision, facts } : decision
  const missed = facts.missed ?? caseFile.missed
  return missed && decision.outcome === 'handed-over' && decision.summary === undefined
    ? { ...known, summary: saidAll(missed, askedText(turn.messages)) }
    : known
}

/** Who thanks or takes leave was helped: asking the same once more is no complaint. */
function settledBy(decision: Decision, { given, missed }: CaseFile): Decision {
  return given || missed ? { ...decision, facts: { ...decision.facts, given: null, missed: null } } : decision
}

function givenBy({ outcome, citations, facts }: Decision, turn: Turn): Given | undefined {
  const topic = facts?.topic
  if (outcome !== 'answered' || !topic || !citations?.length) return undefined
  const articles = [...new Set([topic.articleId, ...citations.map(({ articleId }) => articleId)])]
  return { said: saidFor(topic.question, turn), question: topic.question, articles }
}

/** In the visitor's own words: a follow-up with the question it follows, a picked title as the question before it. */
function saidFor(question: string, { caseFile, messages }: Turn): string {
  const asked = askedText(messages)
  if (caseFile.awaiting === 'clarification' && caseFile.clarification?.question === question) {
    return caseFile.missed?.said ?? question
  }
  const isFollowUp = question !== asked.slice(0, question.length)
  return isFollowUp && caseFile.given ? saidAll(caseFile.given, asked) : saidAll({ said: '' }, asked)
}

/** Neither an answer nor a change of what is spoken of: a greeting, a word we did not get. */
function isByTheWay({ outcome, citations, facts }: Decision): boolean {
  return (outcome === 'answered' || outcome === 'asked') && !citations?.length && facts === undefined
}
