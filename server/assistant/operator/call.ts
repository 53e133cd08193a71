import { ConnectorFailure, withinSignal } from '../../connectors/index.ts'
import { redact } from '../reading/redact.ts'
import { handOver } from '../responsible.ts'
import type { Decision, TurnParts } from '../turn.ts'
import type { ToolName } from './tools.ts'

/** The shop has this long for one call, in milliseconds. */
const connectorPatience = 5_000

/** A tool that could not do its work: the visitor reads what is true and a person looks. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure'
  readonly kind: ConnectorFailure['kind']
  constructor(kind: ConnectorFailure['kind'], reason: unknown) {
    super(kind, { cause: reason })
    this.kind = kind
  }
}

/**
 * Calls the shop, within its time, and puts the call on the record without personal data. Rejects with
 * {@link ToolFailure} only.
 */
export async function call<Answer>(
  tool: ToolName,
  input: Record<string, unknown>,
  parts: TurnParts,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const began = performance.now()
  const note = (outcome: string) =>
    parts.record('operate', {
      tool,
      input: redact(JSON.stringify(input)).slice(0, 500),
      outcome,
      took: Math.round((performance.now() - began) * 10) / 10,
    })
  parts.progress('acting')
  const patience = AbortSignal.any([parts.signal, AbortSignal.timeout(connectorPatience)])
  try {
    // An adapter that does not heed its signal must not hold the turn.
    const answer = await withinSignal(work(patience), patience)
    note(answer === undefined ? 'nothing' : 'done')
    return answer
  } catch (reason) {
    const kind = reason instanceof ConnectorFailure ? reason.kind : 'unavailable'
    note(kind)
    throw new ToolFailure(kind, reason)
  }
}

/** The decision where the shop broke off in the middle of an action: nobody knows whether it is done, and all say so. */
export function unsure(
  tool: ToolName,
  kind: ConnectorFailure['kind'],
  text: string,
  summary: string,
  language: Decision['language'],
  parts: TurnParts,
): Decision {
  const failure = { kind, reason: kind, isUncertain: kind === 'unavailable' || kind === 'nonsense' }
  return {
    ...troubled(language, parts, summary, text),
    deed: { type: 'action:done', tool, summary: `${tool}: ${kind}`, failure },
  }
}

/** The decision where a tool could not do its work. `summary` tells the person what was collected. */
export function troubled(
  language: Decision['language'],
  parts: TurnParts,
  summary: string,
  text?: string,
): Decision {
  const decision = handOver('tool-failure', language, parts)
  return {
    ...decision,
    ...(text !== undefined && { text: withDesk(text, decision.text) }),
    summary: summary.slice(0, 600).toWellFormed(),
    rule: { name: 'tool-failed' },
    facts: { ...decision.facts, operation: null },
  }
}

/** Our own words, followed by what a handover says of a closed desk. */
export function withDesk(text: string, handover: string): string {
  const [, ...closed] = handover.split('\n\n')
  return [text, ...closed].join('\n\n')
}
