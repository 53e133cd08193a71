import type { z } from 'zod'
import type { Ask } from '../ask.ts'
import { ModelFailure } from '../failure.ts'
import type { Specialist } from '../settings.ts'
import type { Tokens } from '../spent.ts'
import { type PromptData, taskPrompt } from './prompt.ts'
import { jsonSchemaOf } from './structured.ts'

/** The most calls taken from one reply; a model that asks for more is refused the rest. */
const mostCalls = 8

interface ToolOffer {
  name: string
  description: string
  /** What the tool takes. Arguments it does not name are dropped. */
  schema: z.ZodObject
}

export interface ToolRequest {
  specialist: Specialist
  /** Our rules. Nothing that others wrote may stand in it. */
  system: string
  data: PromptData
  tools: readonly ToolOffer[]
  signal: AbortSignal
}

export interface ToolReply {
  /** What the model says; '' where it only calls. */
  text: string
  /** Calls of tools that were offered, with arguments that their schemas took. Whether they may run is not said here. */
  calls: { name: string; arguments: Record<string, unknown> }[]
  /** Calls that are never to run. `name` is the model's own word and may be anything. */
  refused: { name: string; why: 'unknown-tool' | 'bad-arguments' | 'too-many' }[]
  model: string
  tokens: Tokens
}

/** Text or calls of the tools offered. Rejects with {@link ModelFailure}; a reply with neither is `empty`. */
export async function useToolsWith(ask: Ask, request: ToolRequest): Promise<ToolReply> {
  const tools = request.tools.map(({ name, description, schema }) => ({
    type: 'function' as const,
    function: { name, description, parameters: jsonSchemaOf(schema) },
  }))
  return await ask(
    { messages: taskPrompt(request.system, request.data), options: tools.length > 0 ? { tools } : {} },
    (reply, { model, tokens }) => {
      const checked: ToolReply = { text: reply.text.trim(), calls: [], refused: [], model, tokens }
      for (const [index, call] of reply.calls.entries()) {
        const name = call.name.slice(0, 100)
        const offer = request.tools.find((each) => each.name === call.name)
        const parsed = offer?.schema.safeParse(call.arguments)
        if (index >= mostCalls) checked.refused.push({ name, why: 'too-many' })
        else if (parsed === undefined) checked.refused.push({ name, why: 'unknown-tool' })
        else if (parsed.success) checked.calls.push({ name, arguments: parsed.data })
        else checked.refused.push({ name, why: 'bad-arguments' })
      }
      if (checked.text === '' && reply.calls.length === 0) throw new ModelFailure('empty')
      return checked
    },
  )
}
