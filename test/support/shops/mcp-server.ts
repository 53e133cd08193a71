import { randomUUID } from 'node:crypto'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { type HttpShop, startServer } from './http-shop.ts'
import { callMcpTool, type McpState, mcpTools } from './mcp-tools.ts'

export interface McpStandIn extends HttpShop, McpState {
  readonly url: string
  readonly token: string
  /** How many sessions were opened. */
  readonly sessions: number
  /** Forgets all sessions, as a server does that was started anew. */
  restart(): Promise<void>
}

/** Starts an MCP server: the SDK's own, over Streamable HTTP, with sessions. `json` answers without event streams. */
export async function startMcpServer({ json = false } = {}): Promise<McpStandIn> {
  const token = 'stand-in'
  const state: McpState = { coupons: new Map(), called: [], note: 'A note' }
  const transports = new Map<string, StreamableHTTPServerTransport>()
  let opened = 0

  async function open(): Promise<StreamableHTTPServerTransport> {
    const server = new Server({ name: 'stand-in', version: '1.0.0' }, { capabilities: { tools: {} } })
    server.setRequestHandler(ListToolsRequestSchema, ({ params }) => {
      const start = Number(params?.cursor ?? '0')
      const next = start + 3
      return {
        tools: mcpTools.slice(start, next),
        ...(next < mcpTools.length && { nextCursor: String(next) }),
      }
    })
    server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
      callMcpTool(state, params.name, params.arguments ?? {}),
    )
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: json,
      onsessioninitialized: (id) => {
        opened += 1
        transports.set(id, transport)
      },
    })
    // The SDK's declarations are not written for `exactOptionalPropertyTypes`.
    await server.connect(transport as Parameters<typeof server.connect>[0])
    return transport
  }

  const shop = await startServer(async (request, response, body) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_token"}')
      return
    }
    const id = request.headers['mcp-session-id']
    const known = typeof id === 'string' ? transports.get(id) : undefined
    if (id !== undefined && known === undefined) {
      const error = { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null }
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(error))
      return
    }
    const transport = known ?? (await open())
    await transport.handleRequest(request, response, body === '' ? undefined : JSON.parse(body))
  })

  return Object.defineProperties(Object.assign(shop, state), {
    url: { value: `${shop.origin}/mcp` },
    token: { value: token },
    sessions: { get: () => opened },
    note: {
      get: () => state.note,
      set(next: string) {
        state.note = next
      },
    },
    restart: {
      value: async () => {
        const before = [...transports.values()]
        transports.clear()
        await Promise.all(before.map((each) => each.close()))
      },
    },
  }) as McpStandIn
}
