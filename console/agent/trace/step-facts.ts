import type {
  AnswerDetail,
  JudgeDetail,
  OperateDetail,
  ResponsibilityDetail,
  RetrieveDetail,
  StepName,
  TriageDetail,
  TurnStep,
} from '#shared/trace.ts'
import { exactPercent, number, percent, signed, took } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { failureFor, faultDetail, readable, valuesIn, wordFor } from './trace-words.ts'

/** One line of a step: what it is called, what it says, and perhaps a number beside it or a quotation. */
export interface StepFact {
  label: string
  text: string
  /** Stands after it, quieter. */
  note?: string | undefined
  /** Somebody's own words, in whatever language. */
  isQuoted?: boolean
  /** Ids of articles, which are nobody's words. */
  isId?: boolean
  isBad?: boolean
}

/** What a step says in the reader's language, and what of it we have no words for, as it was recorded. Pure. */
export function factsOf(step: TurnStep): { facts: StepFact[]; others: [name: string, value: string][] } {
  const read = reading(step.detail as Record<string, unknown>)
  const facts = readers[step.specialist]?.(read.detail as never) ?? []
  return { facts: facts.flatMap((fact) => fact ?? []), others: read.rest() }
}

type Line = StepFact | undefined
type Reader<Detail> = (detail: Partial<Detail>) => Line[]

const readers: { [Name in StepName]: Reader<never> } = {
  triage(detail: Partial<TriageDetail>) {
    const { labels, intents, risks, readers: by } = t().trace
    const { language, intent, sentiment, anger, unhappy, urgency, risk, satisfaction } = detail
    const { isFalling, orderNumber, email } = detail
    return [
      given(labels.intent, intent, (each) => wordFor(intents, each)),
      given(labels.by, detail.by, (each) => wordFor(by, each)),
      given(labels.language, language, (each) => wordFor(t().common.languages, each)),
      given(labels.risk, risk ?? undefined, (each) => wordFor(risks, each), { isBad: true }),
      given(labels.sentiment, sentiment, signed),
      given(labels.anger, anger, percent),
      given(labels.unhappy, unhappy, percent),
      given(labels.urgency, urgency, percent),
      given(labels.satisfaction, satisfaction, percent, { note: isFalling ? labels.falling : undefined }),
      given(labels.orderNumber, orderNumber, String),
      given(labels.email, email, String),
    ]
  },
  responsibility(detail: Partial<ResponsibilityDetail>) {
    const { labels, leads, whys, topics, tools, whyNots, risks, intents, handsOverFrom, version } = t().trace
    const rows = { ...topics, ...tools, ...risks, 'visitor-request': intents.person }
    return [
      given(labels.lead, detail.lead, (each) => wordFor(leads, each)),
      given(labels.reason, detail.rule, (each) => wordFor(t().reasons, each)),
      given(labels.because, detail.why, (each) => wordFor(whys, each)),
      given(labels.row, detail.row, (each) => wordFor(rows, each)),
      given(labels.team, detail.team, String),
      given(labels.tool, detail.tool, (each) => wordFor(tools, each)),
      given(labels.refused, detail.refused, (each) => wordFor(whyNots, each), { isBad: true }),
      given(labels.anger, detail.anger, percent, {
        note: detail.angerAt === undefined ? undefined : handsOverFrom(percent(detail.angerAt)),
      }),
      given(labels.list, detail.list, (each) => version(number(each))),
    ]
  },
  retrieve(detail: Partial<RetrieveDetail>) {
    const { labels, leads, topics, thresholds, answersFrom, unansweredPart } = t().trace
    const { answerAt, askAt, parts = [], candidates = [], topic, row } = detail
    const titleOf = (id: string) => candidates.find(({ articleId }) => articleId === id)?.title ?? id
    const note =
      answerAt === undefined
        ? undefined
        : askAt === undefined
          ? answersFrom(percent(answerAt))
          : thresholds(percent(answerAt), percent(askAt))
    const ofRow = row !== undefined && row !== topic ? wordFor(topics, row) : undefined
    return [
      given(labels.searched, detail.question, String, { isQuoted: true }),
      given(labels.rewritten, detail.rewritten, String, { isQuoted: true }),
      given(labels.confidence, detail.confidence, exactPercent, { note }),
      given(labels.answerable, detail.answerable, exactPercent),
      given(labels.known, detail.known, percent),
      given(labels.topic, topic, (each) => wordFor(topics, each), { note: ofRow }),
      given(labels.lead, detail.lead, (each) => wordFor(leads, each)),
      ...parts.map(({ question, article, confidence }) => ({
        label: labels.question,
        text: question,
        note: `${article === null ? unansweredPart : titleOf(article)} · ${exactPercent(confidence)}`,
        isQuoted: true,
      })),
    ]
  },
  answer(detail: Partial<AnswerDetail>) {
    const { labels, replies, missed, no } = t().trace
    const failed = detail.model === 'failed'
    return [
      given(labels.missed, detail.missed, (each) => wordFor(missed, each), { isBad: true }),
      given(labels.question, detail.question, String, { isQuoted: true }),
      given(labels.articles, detail.articles, (each) => each.join(' · '), { isId: true }),
      given(labels.times, detail.times, number),
      given(labels.clarified, detail.clarified, String, { isQuoted: true }),
      given(labels.reply, detail.reply, (each) => wordFor(replies, each)),
      failed
        ? given(labels.model, detail.reason ?? no, failureFor, { isBad: true })
        : given(labels.model, detail.model, String),
      given(labels.citations, detail.citations?.length ? detail.citations : undefined, (each) =>
        each.map(number).join(' · '),
      ),
      given(labels.declined, detail.declined === true ? true : undefined, yesOrNo),
    ]
  },
  operate({
    tool,
    input,
    outcome,
    took: shopTook,
    asked,
    orderNumber,
    found,
    failed,
  }: Partial<OperateDetail>) {
    const { labels, tools, toolFailures, toolOutcomes, asked: questions } = t().trace
    const hasFailed = outcome !== undefined && !Object.hasOwn(toolOutcomes, outcome)
    const olderNames: Record<string, string> = { 'order number': 'order-number', 'e-mail': 'email' }
    return [
      given(labels.tool, tool, (each) => wordFor(tools, each)),
      given(labels.input, input === undefined ? undefined : valuesIn(input) || undefined, readable),
      given(labels.result, outcome, (each) => wordFor({ ...toolFailures, ...toolOutcomes }, each), {
        isBad: hasFailed,
      }),
      given(labels.shopTook, shopTook, took),
      given(labels.asked, asked, (each) => wordFor(questions, olderNames[each] ?? each)),
      given(labels.orderNumber, orderNumber, String),
      given(labels.found, found, yesOrNo),
      given(labels.failed, failed, (each) => wordFor(toolFailures, each), { isBad: true }),
    ]
  },
  judge({ passed, refused, faults }: Partial<JudgeDetail>) {
    const { labels, faults: kinds } = t().trace
    return [
      given(labels.passed, passed, yesOrNo),
      ...(faults ?? []).map(({ kind, sentence, detail }) => ({
        label: wordFor(kinds, kind),
        text: sentence,
        note: detail === undefined ? undefined : faultDetail(kind, detail),
        isQuoted: true,
        isBad: true,
      })),
      faults === undefined
        ? given(labels.refused, refused, (each) => wordFor(kinds, each), { isBad: true })
        : undefined,
    ]
  },
}

function given<Value>(
  label: string,
  value: Value | undefined,
  say: (value: Value) => string,
  more: Partial<StepFact> = {},
): Line {
  return value === undefined || value === null ? undefined : { label, text: say(value), ...more }
}

function yesOrNo(value: boolean): string {
  return value ? t().trace.yes : t().trace.no
}

/** Drawn beside the steps, not in them: the candidates as a table, the release in its caption. */
const drawnElsewhere = new Set(['candidates', 'release'])

/** Keeps which fields were read, so that the others can be shown as they are. */
function reading(detail: Record<string, unknown>) {
  const read = new Set<string>()
  const watched = new Proxy(detail, {
    get(target, name) {
      read.add(String(name))
      return target[String(name)]
    },
  })
  return {
    detail: watched,
    rest: (): [string, string][] =>
      Object.entries(detail).flatMap(([name, value]) =>
        read.has(name) || drawnElsewhere.has(name) || value === undefined || value === null
          ? []
          : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
      ),
  }
}
