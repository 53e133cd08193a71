import type { Fetch } from '../fetch.ts'
import type { ShopConnector } from '../shop.ts'
import { shopOrigin } from '../shop-origin.ts'
import { mcpClient } from './client.ts'
import { type McpShopMapping, mcpShop, mcpShopMapping } from './shop.ts'
import { callTool, listTools, type McpResult, type McpTool, type Risk } from './tools.ts'

export { type McpResult, type McpShopMapping, type McpTool, mcpShopMapping, type Risk }

export interface McpSettings {
  /** For the trace and for messages to people: `warehouse`. */
  name: string
  /** Address of the Streamable HTTP endpoint: `https://tools.example/mcp`. */
  url: string
  /** Sent with every request, such as `authorization`. */
  headers?: Record<string, string>
  fetch: Fetch
  /** The workspace's own word on each tool; a tool that is not named does not exist. */
  risks?: Record<string, Risk>
  /** Which of the shop's interfaces which tools stand for. */
  shop?: McpShopMapping
  /** An order number as the shop writes it. */
  orderExample?: string
  /** Milliseconds for one request, 10 000 where not said. */
  timeout?: number
}

/** An MCP server as a workspace uses it. Everything rejects with `ConnectorFailure` only. */
export interface McpServer {
  readonly name: string
  /** The tools the server has and the workspace allows. */
  tools(signal: AbortSignal): Promise<McpTool[]>
  /** Calls one of them; `refused` for any other. Whether a person has to approve it first is the caller's business. */
  call(tool: string, arguments_: Record<string, unknown>, signal: AbortSignal): Promise<McpResult>
  /** The shop, where a mapping was given. It needs no closing of its own. */
  readonly shop: ShopConnector | undefined
  close(): Promise<void>
}

/** Opens an MCP server; connects at first use. Throws a TypeError for an address or a mapping that cannot work. */
export function mcpServer(settings: McpSettings): McpServer {
  const { name, fetch, headers = {}, timeout = 10_000, orderExample } = settings
  const client = mcpClient({ name, url: shopOrigin(settings.url), headers, fetch, timeout })
  const risks = new Map(Object.entries(settings.risks ?? {}))
  const interfaces =
    settings.shop &&
    mcpShop(
      name,
      // A mapping is the workspace's word as well; only what changes nothing is called once more by itself.
      (call, again, signal) =>
        callTool(client, name, new Map([[call.tool, again ? 'read' : 'approval']]), call, signal),
      settings.shop,
    )
  return {
    name,
    tools: (signal) => listTools(client, name, risks, signal),
    call: (tool, arguments_, signal) =>
      callTool(client, name, risks, { tool, arguments: arguments_ }, signal),
    shop: interfaces && {
      name,
      ...(orderExample !== undefined && { orderExample }),
      ...interfaces,
      close: () => client.close(),
    },
    close: () => client.close(),
  }
}
