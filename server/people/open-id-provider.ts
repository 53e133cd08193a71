import type { Configuration } from 'openid-client'
import { type Egress, EgressFailure, openEgress } from '../connectors/index.ts'

export interface OpenIdSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** What the button says. */
  name: string
}

/** What a provider says about who signed in. */
export interface OpenIdClaims {
  issuer: string
  subject: string
  email: string | undefined
  isVerified: boolean
  name: string | undefined
}

/** What must come back as it went out, for one way there and back. */
export interface OpenIdAttempt {
  state: string
  nonce: string
  verifier: string
}

/** Why nobody is signed in; the console has a sentence for each. */
export class OpenIdProblem extends Error {
  override readonly name = 'OpenIdProblem'
  readonly problem: 'cancelled' | 'failed' | 'expired' | 'unverified' | 'unknown' | 'unavailable'
  constructor(problem: OpenIdProblem['problem'], options?: ErrorOptions) {
    super(`OpenID Connect: ${problem}`, options)
    this.problem = problem
  }
}

export interface OpenIdProvider {
  name: string
  /** Where the browser goes, and what to expect back from there. */
  begin(redirectUri: string): Promise<{ address: string; attempt: OpenIdAttempt }>
  /** Trades what came back for who it is. Throws `OpenIdProblem`. */
  finish(cameBack: URL, attempt: OpenIdAttempt): Promise<OpenIdClaims>
}

/** What the provider publishes about itself is asked for again after this time, in milliseconds. */
const rememberFor = 60 * 60 * 1000
/** Milliseconds for one request. */
const patience = 8_000

/**
 * Authorization code with PKCE, state and nonce, checked by `openid-client`. The issuer is the operator's own word and
 * may be anywhere; every other address that its documents name is asked through the egress client like any other, and
 * must be a public one (invariant 17).
 */
export function openOpenId(settings: OpenIdSettings, now: () => number): OpenIdProvider {
  const egress = openEgress({ allowed: [new URL(settings.issuer).origin] })
  let known: { at: number; configuration: Promise<Configuration> } | undefined

  async function discover(): Promise<Configuration> {
    const { allowInsecureRequests, customFetch, discovery } = await import('openid-client')
    const isPlain = settings.issuer.startsWith('http:')
    return discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, {
      [customFetch]: fetchBy(egress),
      // Only an issuer on this very machine may be without TLS: the configuration refuses any other.
      ...(isPlain && { execute: [allowInsecureRequests] }),
    })
  }

  function configuration(): Promise<Configuration> {
    if (known === undefined || now() - known.at > rememberFor) {
      const made = { at: now(), configuration: discover() }
      made.configuration.catch(() => {
        if (known === made) known = undefined
      })
      known = made
    }
    return known.configuration
  }

  return {
    name: settings.name,
    async begin(redirectUri) {
      const client = await import('openid-client')
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      try {
        const address = client.buildAuthorizationUrl(await configuration(), {
          ...{ redirect_uri: redirectUri, scope: 'openid email profile' },
          ...{ state: attempt.state, nonce: attempt.nonce, code_challenge_method: 'S256' },
          code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        })
        return { address: address.href, attempt }
      } catch (reason) {
        throw new OpenIdProblem('unavailable', { cause: reason })
      }
    },
    async finish(cameBack, attempt) {
      if (cameBack.searchParams.get('error') === 'access_denied') throw new OpenIdProblem('cancelled')
      const client = await import('openid-client')
      try {
        const provider = await configuration()
        const tokens = await client.authorizationCodeGrant(provider, cameBack, {
          ...{ expectedState: attempt.state, expectedNonce: attempt.nonce, idTokenExpected: true },
          pkceCodeVerifier: attempt.verifier,
        })
        const claims = tokens.claims()
        if (claims === undefined) throw new OpenIdProblem('failed')
        // Many providers keep the address for those who ask for it.
        const more =
          claims.email === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
            : {}
        return claimsFrom(claims.iss, claims.sub, { ...claims, ...more })
      } catch (reason) {
        throw asProblem(reason)
      }
    },
  }
}

function claimsFrom(issuer: string, subject: string, claims: Record<string, unknown>): OpenIdClaims {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    ...{ issuer, subject, email: text(claims.email), name: text(claims.name)?.trim().slice(0, 100) },
    // Some write it as a text.
    isVerified: claims.email_verified === true || claims.email_verified === 'true',
  }
}

function asProblem(reason: unknown): OpenIdProblem {
  if (reason instanceof OpenIdProblem) return reason
  for (let each = reason; each instanceof Error; each = each.cause)
    if (each instanceof EgressFailure) return new OpenIdProblem('unavailable', { cause: reason })
  return new OpenIdProblem('failed', { cause: reason })
}

/** The requests of `openid-client`, by way of the egress client: bounded, pinned, no redirects followed. */
function fetchBy(egress: Egress) {
  return async (
    url: string,
    init: { method: string; headers: Record<string, string>; body?: unknown; signal?: AbortSignal },
  ): Promise<Response> => {
    const { method, headers, body, signal = AbortSignal.timeout(patience) } = init
    const answer = await egress.send(
      {
        ...{ method, headers, url: new URL(url), timeout: patience },
        ...(body !== undefined && body !== null && { body: String(body) }),
      },
      signal,
    )
    const named = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each): [string, string] => [name, each]),
    )
    const hasBody = answer.status !== 204 && answer.status !== 304
    return new Response(hasBody ? new Uint8Array(answer.body) : null, {
      ...{ status: answer.status, headers: named },
    })
  }
}
