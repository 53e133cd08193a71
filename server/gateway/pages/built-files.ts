import { join } from 'node:path'
import type { Handler } from 'express'
import staticGzip from 'express-static-gzip'

const year = 365 * 24 * 60 * 60

/**
 * What the build made, packed as the build packed it for browsers that take that. Files below `assets` carry a hash of
 * their content in their name: they never change.
 */
export function builtFiles(directory: string): Handler {
  return staticGzip(directory, {
    index: false,
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    serveStatic: {
      setHeaders(response, path) {
        const isHashed = path.includes(join('/', 'assets', '/'))
        response.setHeader('cache-control', isHashed ? `public, max-age=${year}, immutable` : 'no-cache')
      },
    },
  })
}

/** The policy of a page of ours that only these origins may show in a frame. */
export function pagePolicy(frameAncestors: string[]): string {
  return [
    "default-src 'self'",
    "connect-src 'self' ws: wss:",
    // Pictures of messages: the chat fetches them with its token and shows the bytes.
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors.join(' ')}`,
  ].join('; ')
}
