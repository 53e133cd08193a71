import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import {
  StreamableHTTPClientTransport,
  StreamableHTTPError,
} from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import type { JsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js'
import { type Fetch, failureOf } from '../fetch.ts'
import { ConnectorFailure } from '../shop.ts'
import { withinSignal } from '../within-signal.ts'
import { answersOnly } from './transport.ts'

/** A connection to one MCP server: made when first used, and made anew after the server went. */
export interface McpClient {
  /**
   * Does something with the connected client; `options` go into each of its requests. A session the server no longer
   * knows was refused before anything was done, so that is tried once more for everything; a broken connection may have
   * done something already, so that is tried once more only where `again` says that it is harmless.
   */
  use<Result>(work: Work<Result>, again: boolean, signal: AbortSignal): Promise<Result>
  close(): Promise<void>
}

type Options = { signal: AbortSignal; timeout: number }
type Work<Result> = (client: Client, options: Options) => Promise<Result>

export interface McpAccess {
  /** For messages: `The MCP server`. */
  name: string
  url: string
  /** Sent with every request, such as `authorization`. */
  headers: Record<string, string>
  fetch: Fetch
  /** Milliseconds for one request. */
  timeout: number
}

export function mcpClient({ name, url, headers, fetch, timeout }: McpAccess): McpClient {
  let connecting: Promise<Client> | undefined

  async function connect(): Promise<Client> {
    const client = new Client(
      { name: 'baton', version: '1' },
      // The SDK compiles a server's output schemas into code to check answers with. A stranger's schema is not compiled
      // here; what is mapped is checked against our own shapes instead.
      { capabilities: {}, jsonSchemaValidator: { getValidator: anything } },
    )
    const transport = new StreamableHTTPClientTransport(new URL(url), {
      fetch: answersOnly(fetch, timeout),
      requestInit: { headers },
      reconnectionOptions: {
        maxRetries: 0,
        initialReconnectionDelay: 1_000,
        maxReconnectionDelay: 1_000,
        reconnectionDelayGrowFactor: 1,
      },
    })
    // The SDK's declarations are not written for `exactOptionalPropertyTypes`; `sessionId` is the only difference.
    await client.connect(transport as Parameters<typeof client.connect>[0], { timeout })
    return client
  }

  /** Others who wait for the same connection keep waiting when one of them gives up. */
  function connected(): Promise<Client> {
    const current = connecting ?? connect()
    connecting = current
    current.catch(() => {
      if (connecting === current) connecting = undefined
    })
    return current
  }

  /** Lets go of a connection, unless another call made a new one meanwhile. */
  async function drop(current: Promise<Client> | undefined): Promise<void> {
    if (connecting === current) connecting = undefined
    const client = await current?.catch(() => undefined)
    await client?.close()
  }

  async function use<Result>(work: Work<Result>, again: boolean, signal: AbortSignal): Promise<Result> {
    for (let left = 1; ; left -= 1) {
      let current: Promise<Client> | undefined
      try {
        signal.throwIfAborted()
        current = connected()
        // Several may wait for one connection; each of them stops waiting for itself.
        const client = await withinSignal(current, signal)
        return await work(client, { signal, timeout })
      } catch (reason) {
        const failure = failureFrom(name, reason)
        const gone = isSessionGone(reason)
        // A session outlives its connections, which are one for each request; others may be using it.
        if (gone || isBroken(reason)) await drop(current)
        const retry = gone || (again && failure.kind === 'unavailable' && !isTimeout(reason))
        if (!retry || left === 0 || signal.aborted) throw failure
      }
    }
  }

  return { use, close: () => drop(connecting) }
}

function anything<Value>(): JsonSchemaValidator<Value> {
  return (data) => ({ valid: true, data: data as Value, errorMessage: undefined })
}

/** The MCP specification has 404 for it; the SDK's own server, started anew, says 400 to a session it never opened. */
function isSessionGone(reason: unknown): boolean {
  return reason instanceof StreamableHTTPError && (reason.code === 404 || reason.code === 400)
}

/** Servers that fail over a session they do not know are better asked with a new one. */
function isBroken(reason: unknown): boolean {
  return reason instanceof StreamableHTTPError && (reason.code ?? 0) >= 500
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof McpError && reason.code === ErrorCode.RequestTimeout
}

function failureFrom(name: string, reason: unknown): ConnectorFailure {
  if (reason instanceof StreamableHTTPError) return httpFailure(name, reason)
  if (reason instanceof McpError) {
    const said = `${name}: ${reason.message.slice(0, 300)}`
    switch (reason.code) {
      case ErrorCode.InvalidParams:
      case ErrorCode.MethodNotFound:
        return new ConnectorFailure('refused', said)
      case ErrorCode.ParseError:
      case ErrorCode.InvalidRequest:
        return new ConnectorFailure('nonsense', said)
      default:
        return new ConnectorFailure('unavailable', said, { cause: reason })
    }
  }
  // What the SDK cannot parse comes as an error of its schemas.
  if (reason instanceof SyntaxError || (reason as Error | undefined)?.name === 'ZodError')
    return new ConnectorFailure('nonsense', `${name} answered what nobody can read`, { cause: reason })
  return failureOf(name, reason)
}

function httpFailure(name: string, error: StreamableHTTPError): ConnectorFailure {
  const status = error.code ?? 0
  if (status === 401 || status === 403)
    return new ConnectorFailure('unauthorised', `${name} does not accept the key (status ${status})`)
  if (status === -1) return new ConnectorFailure('nonsense', `${name} answered what nobody can read`)
  return new ConnectorFailure('unavailable', `${name} answered with status ${status}`)
}
