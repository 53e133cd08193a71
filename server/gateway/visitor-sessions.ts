import { handshake } from '#shared/protocol.ts'
import { digestOf } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import { fromJson } from '../store/json.ts'
import { parse, requireProtocol } from './answer.ts'
import { checkIdentity, identify } from './identity/identify.ts'
import { rooms } from './live.ts'
import { readSite } from './sites.ts'
import type { VisitorGatewayParts, VisitorSocket } from './visitor-socket.ts'
import {
  findVisitor,
  type Page,
  revokeToken,
  seeVisitor,
  stillWelcome,
  type Visitor,
  visitorBy,
  visitorByDigest,
  welcomeVisitor,
} from './visitors.ts'

/** Who is behind each socket of the visitors: how they come in, are identified, and leave. */
export interface VisitorSessions {
  /** Checks a handshake. Throws a `Refusal`. */
  admit(socket: VisitorSocket): Promise<void>
  /** The socket is open. */
  begin(socket: VisitorSocket): void
  /** Makes the socket's visitor known: the one of its token or identity, or a new one. Answers the token to keep. */
  enter(socket: VisitorSocket, locale: string, page: Page | undefined): Promise<string>
  /** Uses up a signed identity. Answers the token to keep; the one before is nobody's from here on. */
  identify(socket: VisitorSocket, identity: string): Promise<string>
  /**
   * Ends the token of this socket, or the one that is given, and every socket of it on every node, this one after its
   * answer. Whoever has a token may end it; one that is ended already is none to speak of.
   */
  leave(socket: VisitorSocket, token: string | undefined): Promise<void>
  /** Looks at the token again, after whatever changes it has ended. Throws where it holds no more (invariant 10). */
  requireCurrent(socket: VisitorSocket): Promise<void>
  /** Throws where the socket has no visitor yet. */
  known(socket: VisitorSocket): Visitor
  /** Ends the sockets of tokens that hold no more: a visitor who only listens makes no request to refuse. */
  dropEnded(): Promise<void>
}

/** What must stay in this process: the nodes show each other `socket.data` and the handshake. */
interface Held {
  token: string | undefined
  /** A JWT of the handshake, until a session is opened with it. */
  identity: string | undefined
  /** Ends when nothing is changing who this is any more. */
  settled: Promise<unknown>
}

export function openVisitorSessions(parts: VisitorGatewayParts): VisitorSessions {
  const held = new WeakMap<VisitorSocket, Held>()
  const { visitors } = parts.live

  function heldOf(socket: VisitorSocket): Held {
    const found = held.get(socket)
    if (found === undefined) throw new Error('a socket that was never admitted')
    return found
  }

  /** One after the other: a client that asks twice at once is still one visitor. */
  function inTurn<Answer>(socket: VisitorSocket, work: () => Promise<Answer>): Promise<Answer> {
    const mine = heldOf(socket)
    const turn = mine.settled.then(work)
    mine.settled = turn.catch(() => undefined)
    return turn
  }

  function join(socket: VisitorSocket, { id, digest, contactId }: Visitor): void {
    void socket.join([
      rooms.visitor(id),
      rooms.session(digest),
      ...(contactId === null ? [] : [rooms.contact(contactId)]),
    ])
  }

  function part(socket: VisitorSocket, { id, digest, contactId }: Visitor): void {
    void socket.leave(rooms.visitor(id))
    void socket.leave(rooms.session(digest))
    if (contactId !== null) void socket.leave(rooms.contact(contactId))
  }

  function take(socket: VisitorSocket, next: { visitor: Visitor; token: string }): string {
    socket.data.visitor = next.visitor
    heldOf(socket).token = next.token
    join(socket, next.visitor)
    return next.token
  }

  async function stillValid(socket: VisitorSocket): Promise<Visitor> {
    const { visitor, site } = socket.data
    if (visitor === undefined) throw new Refusal('unauthenticated', 'Open a session first.')
    try {
      return await visitorByDigest(parts.store.read, visitor.digest, site, parts.now())
    } catch (reason) {
      part(socket, visitor)
      socket.data.visitor = undefined
      heldOf(socket).token = undefined
      throw reason
    }
  }

  async function present(
    socket: VisitorSocket,
    offered: string,
    from: { locale: string; page?: Page | undefined },
  ): Promise<string> {
    const { site, visitor } = socket.data
    const identity = await checkIdentity(parts.store, offered, site, parts.now())
    const next = await identify(parts, { site, visitor, identity, ...from })
    if (visitor) {
      part(socket, visitor)
      // Whoever else holds the token before, other tabs and a thief alike, comes back with the new one or as a stranger.
      visitors.in(rooms.session(visitor.digest)).disconnectSockets(true)
    }
    return take(socket, next)
  }

  async function welcome(socket: VisitorSocket, locale: string, page: Page | undefined): Promise<string> {
    const { site } = socket.data
    await parts.limit('welcome', socket.handshake.address)
    const at = parts.now()
    return take(
      socket,
      await parts.store.write((writing) => welcomeVisitor(writing, { site, locale, page, at })),
    )
  }

  return {
    async admit(socket) {
      requireProtocol(socket.handshake.auth)
      const auth = parse(handshake.visitor, socket.handshake.auth)
      const site = await readSite(parts.store.read, auth.site)
      if (site === undefined) throw new Refusal('not-found', 'There is no site with this key.')
      const { headers } = socket.handshake
      if (!parts.origins.isOwn(headers) && !site.origins.includes(headers.origin ?? '')) {
        throw new Refusal('forbidden', 'This page is not one of the site’s.')
      }
      const { visitor: token, identity } = auth
      socket.handshake.auth = {}
      held.set(socket, { token, identity, settled: Promise.resolve() })
      socket.data.site = site
      if (token !== undefined) {
        socket.data.visitor = await visitorBy(parts.store.read, token, site, parts.now())
      }
      if (identity === undefined) return
      await parts.limit('welcome', socket.handshake.address)
      await checkIdentity(parts.store, identity, site, parts.now())
    },
    begin(socket) {
      const { visitor } = socket.data
      // Who brings an identity is about to be somebody else, perhaps.
      if (visitor && heldOf(socket).identity === undefined) join(socket, visitor)
    },
    enter: (socket, locale, page) =>
      inTurn(socket, async () => {
        const mine = heldOf(socket)
        const { identity } = mine
        mine.identity = undefined
        if (identity !== undefined) {
          const token = await present(socket, identity, { locale, page })
          await seeVisitor(parts.store, { visitorId: known(socket).id, locale, page, at: parts.now() })
          return token
        }
        if (mine.token === undefined) return welcome(socket, locale, page)
        const visitor = await stillValid(socket)
        await seeVisitor(parts.store, { visitorId: visitor.id, locale, page, at: parts.now() })
        join(socket, visitor)
        return mine.token
      }),
    identify: (socket, offered) =>
      inTurn(socket, async () => {
        const { id } = await stillValid(socket)
        await parts.limit('identify', id)
        const row = await parts.store.read
          .selectFrom('visitor')
          .select(['locale', 'page'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        const page = row.page === null ? undefined : fromJson<Page>(row.page)
        return present(socket, offered, { locale: row.locale, page })
      }),
    leave: (socket, token) =>
      inTurn(socket, async () => {
        const own = await stillValid(socket)
        const digest = token === undefined ? own.digest : digestOf(token)
        const visitor = await findVisitor(parts.store.read, digest, socket.data.site, parts.now())
        if (visitor === undefined) return
        await parts.store.write((writing) => revokeToken(writing, visitor))
        if (visitor.digest === own.digest) {
          socket.data.visitor = undefined
          heldOf(socket).token = undefined
        }
        // The answer goes out first.
        setImmediate(() => visitors.in(rooms.session(visitor.digest)).disconnectSockets(true))
      }),
    async requireCurrent(socket) {
      const { identity, settled } = heldOf(socket)
      if (identity !== undefined) throw new Refusal('unauthenticated', 'Open a session first.')
      await settled
      await stillValid(socket)
    },
    known,
    async dropEnded() {
      const sockets = [...visitors.sockets.values()].filter((socket) => socket.data.visitor)
      const digests = new Set(sockets.map((socket) => socket.data.visitor?.digest ?? ''))
      const welcomed = await stillWelcome(parts.store.read, [...digests], parts.now())
      const isEnded = ({ data: { visitor } }: VisitorSocket) =>
        visitor !== undefined && digests.has(visitor.digest) && !welcomed.has(visitor.digest)
      for (const socket of sockets.filter(isEnded)) {
        // It may be this very socket that is getting a new token: the store knows before it does.
        void heldOf(socket).settled.then(() => {
          if (isEnded(socket)) socket.disconnect(true)
        })
      }
    },
  }
}

function known(socket: VisitorSocket): Visitor {
  if (socket.data.visitor === undefined) throw new Refusal('unauthenticated', 'Open a session first.')
  return socket.data.visitor
}
