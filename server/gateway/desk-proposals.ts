import { may } from '#shared/people.ts'
import { orderOf } from '#shared/proposal.ts'
import type { DeskAnswers, deskRequests } from '#shared/protocol.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import { ConnectorFailure, type ShopConnector, withinSignal } from '../connectors/index.ts'
import { changeConversation, conversationOfWorkspace } from '../conversation/index.ts'
import { decideProposal, type ProposalParts, proposeByPerson } from '../desk/index.ts'
import type { SignedIn } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from './acknowledge.ts'

export interface ProposalGatewayParts extends ProposalParts {
  responsibilitiesOf(workspaceId: string): Promise<ResponsibilityList>
  shopOf(workspaceId: string): ShopConnector | undefined
}

type Requests = Pick<typeof deskRequests, 'action:propose' | 'action:decide'>
type Answers = Pick<DeskAnswers, keyof Requests>

/** The shop has this long, in milliseconds, to say whose an order is. */
const patience = 5_000

/** What people at the desk do about actions: propose one themselves, and decide what waits. */
export function proposalHandlers(
  signedIn: () => SignedIn,
  parts: ProposalGatewayParts,
): Handlers<Requests, Answers> {
  const decider = () => {
    const { name, role } = signedIn().person
    return { name, mayExceed: may(role, 'approvals') }
  }
  return {
    'action:propose': async ({ conversationId, action, order, why }) => {
      const { workspaceId } = signedIn()
      requirePermission(signedIn())
      await conversationOfWorkspace(parts.store.read, conversationId, workspaceId)
      if ((orderOf(action) ?? order.number) !== order.number) {
        throw new Refusal('invalid', 'The action is about another order than the one that was proved.')
      }
      const number = await provedOrder(parts.shopOf(workspaceId), order)
      if (number === undefined) {
        throw new Refusal('not-found', 'The shop knows no order with this number and e-mail address.')
      }
      const responsibilities = await parts.responsibilitiesOf(workspaceId)
      const customer = { email: order.email }
      return changeConversation(parts, conversationId, (log) => {
        if (log.conversation.status === 'resolved') {
          throw new Refusal('conflict', 'This conversation is resolved; nothing was done.')
        }
        return proposeByPerson(log, {
          action,
          customer,
          order: number,
          why,
          person: decider(),
          responsibilities,
        })
      })
    },
    'action:decide': async (decision) => {
      requirePermission(signedIn())
      const { workspaceId } = signedIn()
      const responsibilities = await parts.responsibilitiesOf(workspaceId)
      return decideProposal(parts, { ...decision, workspaceId, person: decider(), responsibilities })
    },
  }
}

function requirePermission({ person }: SignedIn): void {
  if (!may(person.role, 'conversations')) throw new Refusal('forbidden', 'Your role may not do this.')
}

async function provedOrder(
  shop: ShopConnector | undefined,
  order: { number: string; email: string },
): Promise<string | undefined> {
  const signal = AbortSignal.timeout(patience)
  try {
    const finding = shop?.orders?.find(order.number, { email: order.email }, signal)
    return finding && (await withinSignal(finding, signal))?.number
  } catch (reason) {
    if (!(reason instanceof ConnectorFailure) && !signal.aborted) throw reason
    throw new Refusal('unavailable', 'The shop does not answer, so nobody can say whose this order is.')
  }
}
