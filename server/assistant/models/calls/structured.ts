import { z } from 'zod'
import type { Ask } from '../ask.ts'
import { ModelFailure } from '../failure.ts'
import type { Provider, Specialist } from '../settings.ts'
import type { ChatMessage } from '../wire/chat.ts'
import type { Exchange, Reply } from '../wire/exchange.ts'
import { type PromptData, taskPrompt } from './prompt.ts'

export interface StructuredRequest<Schema extends z.ZodObject> {
  specialist: Specialist
  /** Our rules. Nothing that others wrote may stand in it. */
  system: string
  data: PromptData
  /** An object; its descriptions are shown to the model. */
  schema: Schema
  signal: AbortSignal
}

/** The tool that a model "calls" to give its reply a form. */
const replyTool = 'reply'

/** How much of a reply that did not fit is shown to the model again, in UTF-16 code units. */
const longestQuote = 2_000

/**
 * An object of this schema. A reply that does not fit is shown to the model once more with what is wrong; if that does
 * not fit either, it rejects with `malformed`, as with every other {@link ModelFailure} before.
 */
export async function structuredWith<Schema extends z.ZodObject>(
  ask: Ask,
  provider: Provider,
  request: StructuredRequest<Schema>,
): Promise<z.infer<Schema>> {
  const { schema } = request
  const messages = taskPrompt(request.system, request.data)
  const options = optionsOf(provider, schema)
  let shown = ''
  let wrong = ''

  function read(reply: Reply): z.infer<Schema> {
    const given = givenIn(reply)
    const parsed = schema.safeParse(given)
    if (parsed.success) return parsed.data
    shown = reply.text || JSON.stringify(given ?? '')
    wrong = parsed.error.issues
      .map((issue) => `${issue.path.join('.') || 'reply'}: ${issue.message}`)
      .join('; ')
    throw new ModelFailure('malformed')
  }

  try {
    return await ask({ messages, options }, read)
  } catch (reason) {
    if (!(reason instanceof ModelFailure) || reason.reason !== 'malformed') throw reason
  }
  const repair: ChatMessage[] = [
    ...messages,
    ['ai', shown.slice(0, longestQuote).trim() || '(nothing)'],
    [
      'human',
      `This is not the form that was asked for (${wrong.slice(0, 1_000)}). Reply again, in that form only.`,
    ],
  ]
  return await ask({ messages: repair, options }, read)
}

/** The JSON schema of what a tool or a reply takes. */
export function jsonSchemaOf(schema: z.ZodObject): object {
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return plain
}

/** Ollama takes a schema for the text; the others are made to call a tool, which more compatible servers know. */
function optionsOf(provider: Provider, schema: z.ZodObject): NonNullable<Exchange['options']> {
  const parameters = jsonSchemaOf(schema)
  if (provider === 'ollama') return { format: parameters }
  const description = 'Gives the reply. Always call it, and once only.'
  return {
    tools: [{ type: 'function', function: { name: replyTool, description, parameters } }],
    tool_choice: replyTool,
  }
}

/** What the model gave: the arguments of its call, or JSON in its text, with or without words and fences around. */
function givenIn({ text, calls }: Reply): unknown {
  const call = calls.find((each) => each.name === replyTool) ?? calls[0]
  if (call) return call.arguments
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
