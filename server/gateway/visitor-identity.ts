import type { Snapshot } from '#shared/conversation.ts'
import type { VisitorAnswers, visitorRequests } from '#shared/protocol.ts'
import type { Handlers } from './acknowledge.ts'
import { keepContext, keepEvent, keepOrder } from './identity/page-claims.ts'
import { toldOf } from './visitor-data.ts'
import type { VisitorSessions } from './visitor-sessions.ts'
import type { VisitorGatewayParts, VisitorSocket } from './visitor-socket.ts'

type IdentityRequests = Pick<
  typeof visitorRequests,
  'visitor:identify' | 'visitor:logout' | 'visitor:context' | 'visitor:order' | 'visitor:track'
>
type IdentityAnswers = Pick<VisitorAnswers, keyof IdentityRequests>

/** Who the visitor is, as their shop signs it, and what the page claims, which is kept for people to read. */
export function identityHandlers(
  socket: VisitorSocket,
  sessions: VisitorSessions,
  parts: VisitorGatewayParts,
  newest: () => Promise<Snapshot | null>,
): Handlers<IdentityRequests, IdentityAnswers> {
  const { store } = parts
  const id = () => sessions.known(socket).id
  return {
    'visitor:identify': async ({ identity }) => {
      const visitor = await sessions.identify(socket, identity)
      const told = await toldOf(parts, socket.data.site, sessions.known(socket))
      return { visitor, visitorId: id(), conversation: await newest(), ...told }
    },
    'visitor:logout': async ({ visitor }) => {
      await sessions.leave(socket, visitor)
      return {}
    },
    'visitor:context': async ({ context }) => {
      await keepContext(store, id(), context)
      return {}
    },
    'visitor:order': async ({ number }) => {
      await keepOrder(store, id(), number)
      return {}
    },
    'visitor:track': async ({ name, data }) => {
      await parts.limit('track', id())
      await keepEvent(store, id(), { name, data, at: parts.now() })
      return {}
    },
  }
}
