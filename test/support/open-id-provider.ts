import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { default as ProviderClass } from 'oidc-provider'

/** What the provider says about somebody. */
export interface ProviderPerson {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
}

export interface TestProvider {
  issuer: string
  client: { issuer: string; clientId: string; clientSecret: string; name: string }
  /** Who is signed in at the provider; it asks nothing and sends them back. Nobody: they press "cancel". */
  person: ProviderPerson | undefined
  /** Once the address to come back to is known. */
  expect(redirectUri: string): Promise<void>
  /** Stops answering. */
  pause(): void
  resume(): void
  close(): Promise<void>
}

/** A real provider of OpenID Connect on loopback, where everybody is signed in and agrees at once. */
export async function startOpenIdProvider(): Promise<TestProvider> {
  let provider: ProviderClass | undefined
  let isPaused = false
  const server = createServer((request, response) => {
    if (isPaused || provider === undefined) {
      request.socket.destroy()
      return
    }
    const interaction = request.url?.startsWith('/interaction/')
    if (interaction) void interact(provider, request, response)
    else provider.callback()(request, response)
  })

  async function interact(
    real: ProviderClass,
    ...[request, response]: Parameters<ProviderClass['interactionDetails']>
  ): Promise<void> {
    const result =
      started.person === undefined
        ? { error: 'access_denied', error_description: 'cancelled' }
        : { login: { accountId: started.person.sub } }
    await real.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clientId = 'baton'
  const clientSecret = 'a secret of the test that is long enough'
  const started: TestProvider = {
    issuer,
    client: { issuer, clientId, clientSecret, name: 'Northlight ID' },
    person: undefined,
    async expect(redirectUri) {
      const { default: Provider } = await import('oidc-provider')
      provider = new Provider(issuer, {
        clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
        cookies: { keys: ['a key of the test'] },
        // Whoever is signed in is asked for by each test anew.
        ttl: { Session: 1 },
        findAccount: (_context, id) => ({
          accountId: id,
          claims: async () => ({ ...started.person, sub: id }),
        }),
        async loadExistingGrant({ oidc: { client, session } }) {
          if (!client || !session?.accountId || !provider) return undefined
          const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
          grant.addOIDCScope('openid email profile')
          await grant.save()
          return grant
        },
      })
    },
    pause: () => {
      isPaused = true
    },
    resume: () => {
      isPaused = false
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return started
}

/** A browser without pages: follows redirects and keeps the cookies of each host, until `stopAt` says to look. */
export class Wanderer {
  readonly #cookies = new Map<string, Map<string, string>>()

  /** Goes from address to address; answers the first that no redirect leads on from, or that `stopAt` names. */
  async go(
    address: string,
    stopAt: (url: URL) => boolean = () => false,
  ): Promise<{ url: URL; status: number }> {
    let url = new URL(address)
    for (let steps = 0; steps < 20; steps += 1) {
      if (stopAt(url)) return { url, status: 0 }
      const response = await fetch(url, { redirect: 'manual', headers: { cookie: this.cookiesFor(url) } })
      this.#keep(url, response.headers.getSetCookie())
      const next = response.headers.get('location')
      if (next === null) return { url, status: response.status }
      url = new URL(next, url)
    }
    throw new Error('led round and round')
  }

  cookiesFor(url: URL): string {
    return [...(this.#cookies.get(url.host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #keep(url: URL, set: string[]): void {
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>()
    for (const each of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? []
      if (value === '' || /max-age=0/i.test(each)) jar.delete(name)
      else jar.set(name, value)
    }
    this.#cookies.set(url.host, jar)
  }
}
