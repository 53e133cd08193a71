import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace as tracing,
} from '@opentelemetry/api'
import type { ModelCall, TurnDecided, TurnStep } from '#shared/trace.ts'
import type { TracedTurn } from './assistant/index.ts'

/**
 * One span for the turn; in it one for each step; in these one for each call of a model or a tool. Names after the GenAI
 * semantic conventions of OpenTelemetry where they have one. What a visitor wrote, what is known of them and what their
 * mood seems is never among the attributes (invariant 16): each is named here, nothing is copied.
 */
export function spansOf(tracer: Tracer, { trace, workspaceId, startedAt }: TracedTurn): void {
  const turn = tracer.startSpan(
    `turn ${trace.outcome}`,
    { kind: SpanKind.INTERNAL, startTime: startedAt, attributes: turnAttributes(trace, workspaceId) },
    ROOT_CONTEXT,
  )
  if (trace.reason === 'assistant-failure') fail(turn, trace.rule?.name ?? trace.reason)
  const inTurn = tracing.setSpan(ROOT_CONTEXT, turn)
  const placed = placedSteps(trace.steps).map((step) => {
    const span = tracer.startSpan(
      step.specialist,
      { startTime: startedAt + step.at, attributes: stepAttributes(step) },
      inTurn,
    )
    const context = tracing.setSpan(inTurn, span)
    if (step.specialist === 'operate') toolSpan(tracer, step, startedAt, context)
    return { step, span, context }
  })
  for (const call of trace.models ?? []) {
    const at = call.at ?? 0
    const around = placed.find(({ step }) => at >= step.at && at < step.at + step.took)
    modelSpan(tracer, call, startedAt + at, around?.context ?? inTurn)
  }
  for (const { step, span } of placed) span.end(startedAt + step.at + step.took)
  turn.end(startedAt + Math.max(trace.took, ...placed.map(({ step }) => step.at + step.took)))
}

type PlacedStep = TurnStep & { at: number }

/** Steps follow each other; where one has no time of its own it begins with the end of the one before. */
function placedSteps(steps: readonly TurnStep[]): PlacedStep[] {
  let end = 0
  return steps.map((step) => {
    const at = step.at ?? end
    end = at + step.took
    return { ...step, at }
  })
}

function turnAttributes(trace: TurnDecided, workspaceId: string): Attributes {
  // How angry somebody is stays in the shop.
  const compared = trace.rule?.compared?.filter(({ measure }) => measure !== 'anger') ?? []
  const costs = trace.models?.flatMap(({ cost }) => cost ?? []) ?? []
  return {
    'baton.workspace.id': workspaceId,
    'baton.turn.id': trace.turnId,
    'baton.turn.outcome': trace.outcome,
    ...given('baton.turn.reason', trace.reason),
    ...given('baton.turn.rule', trace.rule?.name),
    ...Object.fromEntries(
      compared.flatMap(({ measure, value, threshold }) => [
        [`baton.rule.${measure}`, value],
        [`baton.rule.${measure}.threshold`, threshold],
      ]),
    ),
    ...given('baton.confidence', trace.confidence),
    ...given('baton.release', trace.release),
    ...given('baton.responsibilities', trace.responsibilities),
    ...(costs.length > 0 && { 'baton.cost': costs.reduce((sum, each) => sum + each, 0) }),
  }
}

function stepAttributes(step: TurnStep): Attributes {
  switch (step.specialist) {
    case 'triage':
      return { 'baton.language': step.detail.language, 'baton.intent': step.detail.intent }
    case 'responsibility':
      return { 'baton.responsibilities': step.detail.list, 'baton.lead': step.detail.lead }
    case 'retrieve': {
      const { release, confidence, answerable, known, topic, lead, answerAt, askAt } = step.detail
      return {
        ...given('baton.release', release),
        ...given('baton.confidence', confidence),
        ...given('baton.answerable', answerable),
        ...given('baton.known', known),
        ...given('baton.answer_at', answerAt),
        ...given('baton.ask_at', askAt),
        ...given('baton.topic', topic),
        ...given('baton.lead', lead),
        'baton.articles': step.detail.candidates.map(
          ({ articleId, language, version }) => `${articleId} ${language} ${version}`,
        ),
      }
    }
    case 'answer':
      return {
        ...given('baton.missed', step.detail.missed),
        ...given('baton.citations', step.detail.citations?.length),
        ...given('baton.declined', step.detail.declined),
      }
    case 'operate': {
      const { tool, outcome, asked } = step.detail
      // A call that was refused has the name that the model gave it, which may be anything.
      const isRefused = outcome?.startsWith('refused: ')
      return { ...(!isRefused && { 'gen_ai.tool.name': tool }), ...given('baton.asked', asked) }
    }
    case 'judge':
      return {
        ...given('baton.passed', step.detail.passed),
        ...(step.detail.faults && { 'baton.faults': step.detail.faults.map(({ kind }) => kind) }),
      }
    default:
      return {}
  }
}

/** A call of the shop; what a model picked or was refused took none of its time. */
function toolSpan(
  tracer: Tracer,
  step: PlacedStep & { specialist: 'operate' },
  startedAt: number,
  context: Context,
): void {
  const { tool, outcome, took } = step.detail
  if (took === undefined) return
  const end = startedAt + step.at + step.took
  const span = tracer.startSpan(
    `execute_tool ${tool}`,
    {
      kind: SpanKind.CLIENT,
      startTime: end - Math.min(step.took, took),
      attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': tool },
    },
    context,
  )
  if (outcome !== undefined && outcome !== 'done' && outcome !== 'nothing') fail(span, outcome)
  span.end(end)
}

function modelSpan(tracer: Tracer, call: ModelCall, start: number, context: Context): void {
  const requested = call.requested ?? call.name
  const span = tracer.startSpan(
    `chat ${requested}`,
    {
      kind: SpanKind.CLIENT,
      startTime: start,
      attributes: {
        'gen_ai.operation.name': 'chat',
        ...given('gen_ai.provider.name', call.provider),
        'gen_ai.request.model': requested,
        'gen_ai.response.model': call.name,
        'gen_ai.usage.input_tokens': call.inputTokens,
        'gen_ai.usage.output_tokens': call.outputTokens,
        'gen_ai.agent.name': call.specialist,
        'baton.tokens.estimated': call.estimated,
        ...given('baton.cost', call.cost),
      },
    },
    context,
  )
  if (call.failure !== undefined) fail(span, call.failure)
  span.end(start + call.took)
}

function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

function given(name: string, value: string | number | boolean | undefined): Attributes {
  return value === undefined ? {} : { [name]: value }
}
