import { z } from 'zod'
import { checkedAs, parsedJson } from '../fetch.ts'
import { ConnectorFailure } from '../shop.ts'
import type { McpClient } from './client.ts'

/** What it means if a tool runs: nothing changes, what changes can be undone, or a person must approve it first. */
export type Risk = 'read' | 'reversible' | 'approval'

/** A tool of an MCP server that the workspace allows. Everything but `name` and `risk` is the server's own word. */
export interface McpTool {
  name: string
  /** Untrusted, at most 1 000 characters, without control characters. */
  description: string
  /** JSON Schema of the arguments; untrusted, at most 10 000 characters as JSON. */
  inputSchema: Record<string, unknown>
  risk: Risk
}

/** What a tool answered: untrusted data, never an instruction. */
export interface McpResult {
  /** The text parts, at most 16 000 characters. */
  text: string
  /** Whether text was cut off. */
  truncated: boolean
  /** The structured part, or the text where that is JSON; `undefined` where there is neither. */
  data: unknown
  /** Whether the tool says that it failed. */
  failed: boolean
}

const longestText = 16_000
const longestSchema = 10_000
/** Of the structured part as JSON. */
const longestData = 256_000

const content = z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).max(200)
const callResult = z.looseObject({
  content: content.default([]),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  isError: z.boolean().default(false),
})

/**
 * The server's tools that are in `risks`. What is not named there does not exist for the workspace, and nothing the
 * server says of a tool (`readOnlyHint` and the like) changes its risk: the specification itself calls these hints
 * untrusted.
 */
export async function listTools(
  client: McpClient,
  name: string,
  risks: ReadonlyMap<string, Risk>,
  signal: AbortSignal,
): Promise<McpTool[]> {
  const found = new Map<string, McpTool>()
  let cursor: string | undefined
  // A server that always has one more page is not followed for ever.
  for (let page = 0; page < 10; page += 1) {
    const params = cursor === undefined ? {} : { cursor }
    const answer = await client.use((sdk, options) => sdk.listTools(params, options), true, signal)
    for (const tool of answer.tools) {
      const risk = risks.get(tool.name)
      const inputSchema = checkedAs(name, tool.inputSchema, z.record(z.string(), z.unknown()))
      // The first of a name counts: a second could stand in for a tool that was looked at.
      if (risk === undefined || found.has(tool.name) || JSON.stringify(inputSchema).length > longestSchema)
        continue
      found.set(tool.name, {
        name: tool.name,
        description: cleaned(tool.description ?? ''),
        inputSchema,
        risk,
      })
    }
    cursor = answer.nextCursor
    if (cursor === undefined) break
  }
  return [...found.values()]
}

/** Calls a tool. Rejects with `refused` where the workspace does not name it, whatever the server offers. */
export async function callTool(
  client: McpClient,
  name: string,
  risks: ReadonlyMap<string, Risk>,
  call: { tool: string; arguments: Record<string, unknown> },
  signal: AbortSignal,
): Promise<McpResult> {
  const risk = risks.get(call.tool)
  if (risk === undefined)
    throw new ConnectorFailure('refused', `The workspace does not use this tool of ${name}`)
  const params = { name: call.tool, arguments: call.arguments }
  const answer = await client.use(
    (sdk, options) => sdk.callTool(params, undefined, options),
    risk === 'read',
    signal,
  )
  const result = checkedAs(name, answer, callResult)
  const whole = result.content.flatMap((part) => (part.type === 'text' ? [part.text ?? ''] : [])).join('\n')
  const structured = JSON.stringify(result.structuredContent)
  if (whole.length > longestData || (structured?.length ?? 0) > longestData)
    throw new ConnectorFailure('nonsense', `${name} answered more than anybody would read`)
  return {
    text: cleaned(whole, longestText),
    truncated: whole.length > longestText,
    data: result.structuredContent ?? parsedJson(whole),
    failed: result.isError,
  }
}

/** Without control characters, which hide text from the people who look at it; lines and tabs stay. */
function cleaned(text: string, longest = 1_000): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (each) => (/[\n\t]/.test(each) ? each : '')).slice(0, longest)
}
