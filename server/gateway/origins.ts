import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { fromJson } from '../store/json.ts'
import type { Reading } from '../store/store.ts'
import type { Report } from './answer.ts'

export interface Origins {
  /** Whether some site, or this server itself, lives at this origin. A missing origin passes (decision 14). */
  mayConnect(headers: IncomingHttpHeaders): Promise<boolean>
  /** Whether a page at this origin is this very server: the console, or the chat in its iframe. */
  isOwn(headers: IncomingHttpHeaders): boolean
}

/** A list of sites changes seldom; a new one is known to every process within this time, in milliseconds. */
const remembered = 2_000

/** Who may open a connection. The `cors` option does not stop a WebSocket; `allowRequest` with this does. */
export function openOrigins(read: Reading, publicUrl: string | undefined, now: () => number): Origins {
  let known = new Set<string>()
  let knownAt = Number.NEGATIVE_INFINITY

  async function all(): Promise<Set<string>> {
    if (now() - knownAt > remembered) {
      const rows = await read.selectFrom('site').select('origins').execute()
      known = new Set(rows.flatMap((row) => fromJson<string[]>(row.origins)))
      knownAt = now()
    }
    return known
  }

  function isOwn(headers: IncomingHttpHeaders): boolean {
    const { origin, host } = headers
    if (origin === undefined) return true
    if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true
    // The Host header names us as the browser sees us; a foreign page cannot choose it.
    return URL.canParse(origin) && new URL(origin).host === host
  }

  return {
    isOwn,
    mayConnect: async (headers) => isOwn(headers) || (await all()).has(headers.origin ?? ''),
  }
}

/**
 * Engine.IO middleware for what `allowRequest` does not see: it is asked about a connection's first request only, and
 * JSONP comes without an Origin (decision 14).
 */
export function guardLaterRequests(origins: Origins, report: Report) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    function refuse(status: number): void {
      // On an upgrade this is Engine.IO's stand-in for a response, whose `writeHead` answers nothing to go on with.
      response.writeHead(status)
      response.end()
    }
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    if (searchParams.has('j')) refuse(403)
    else if (!searchParams.has('sid')) next()
    else {
      origins.mayConnect(request.headers).then(
        (isAllowed) => (isAllowed ? next() : refuse(403)),
        (reason) => {
          report(reason, 'checking an origin')
          refuse(503)
        },
      )
    }
  }
}
