import { HandCoins } from 'lucide-preact'
import { isWithinLimit } from '#shared/proposal.ts'
import { usePermission } from '../../shell/desk-context.ts'
import { duration, now } from '../../shell/format.ts'
import { Badge } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { actionTitle, limitText } from './action-words.ts'
import { type ProposalView, termsOf } from './proposals.ts'

interface CardProps {
  proposal: ProposalView
  isBusy: boolean
  onApprove: () => void
  onChange: () => void
  onRefuse: () => void
}

/** An action that waits for a person: everything that a decision needs, and the decision in one step. */
export function ApprovalCard({ proposal, isBusy, onApprove, onChange, onRefuse }: CardProps) {
  const words = t().approvals
  const { action, state } = proposal
  const mayExceed = usePermission('approvals')
  const left = proposal.expiresAt - now.value
  const isAbove = !isWithinLimit(action, proposal.limit)
  const mayApprove = mayExceed || !isAbove
  const title = actionTitle(action)
  if (state === 'running') {
    return (
      <article class="approval approval-running" aria-label={title}>
        <header class="approval-head">
          <HandCoins size={14} /> <h3>{title}</h3> <Badge tone="person">{words.running}</Badge>
        </header>
        <p class="quiet">{words.runningHelp(proposal.decidedBy ?? '')}</p>
      </article>
    )
  }
  return (
    <article class="approval" aria-label={title}>
      <header class="approval-head">
        <HandCoins size={14} /> <h3>{title}</h3>
        <Badge tone="waiting">{words.waiting}</Badge>
        <span class="approval-time">{left > 0 ? words.left(duration(left)) : words.timeIsUp}</span>
      </header>
      <Evidence proposal={proposal} />
      {isAbove && <p class="approval-above">{mayApprove ? words.aboveMay : words.above}</p>}
      <footer class="approval-foot">
        <button
          type="button"
          class="button button-primary"
          data-approve
          disabled={isBusy || !mayApprove}
          onClick={onApprove}
        >
          {words.approve}
        </button>
        {termsOf(action) !== undefined && (
          <button type="button" class="button" disabled={isBusy} onClick={onChange}>
            {words.change}
          </button>
        )}
        <button type="button" class="button" disabled={isBusy} onClick={onRefuse}>
          {words.refuse}
        </button>
      </footer>
    </article>
  )
}

function Evidence({ proposal }: { proposal: ProposalView }) {
  const words = t().approvals
  const { action, customer, why, name, words: said } = proposal
  const limit = limitText(action, proposal.limit)
  const facts: [string, string | undefined][] = [
    [words.customer, customer.email],
    [words.order, proposal.order],
    [words.items, action.tool === 'return' ? itemsText(action.items) : undefined],
    [words.address, action.tool === 'address-change' ? addressText(action.address) : undefined],
    [words.why, why],
    [words.by, name ?? t().agent.assistant],
    [words.limit, limit],
    [words.said, said === undefined ? undefined : quoted(said)],
  ]
  return (
    <dl class="approval-facts">
      {facts.map(
        ([label, value]) =>
          value !== undefined && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

function itemsText(items: { id: string; quantity: number }[]): string {
  return items.length === 0
    ? t().approvals.wholeOrder
    : items.map((item) => `${item.quantity} × ${item.id}`).join(', ')
}

function addressText(address: {
  name: string
  lines: string[]
  postalCode: string
  city: string
  country: string
}) {
  return [address.name, ...address.lines, `${address.postalCode} ${address.city}`, address.country].join(', ')
}

/** The visitor's words, cut where they are long: the whole stands in the conversation. */
function quoted(text: string): string {
  return `“${text.length > 200 ? `${text.slice(0, 199).toWellFormed()}…` : text}”`
}
