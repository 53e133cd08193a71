import type { CopilotAnswers, NextStep } from '#shared/copilot.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { usePermission } from '../../../shell/desk-context.ts'
import { t } from '../../../texts/texts.ts'
import type { ConversationModel } from '../../conversation/conversation-model.ts'
import type { Preparing } from '../copilot-panel.tsx'
import { stepTitle, stepWhy } from '../step-words.ts'
import { ArticleLink } from './citation-chips.tsx'

interface StepsProps extends Preparing {
  model: ConversationModel
  snapshot: DeskSnapshot
  answer: CopilotAnswers['copilot:next-step']
}

/** What could be done next, each with its reason, what it rests on, and a button that prepares it. */
export function StepsView({ answer, ...props }: StepsProps) {
  const words = t().copilot
  const { steps, first, without } = answer
  if (steps.length === 0) return <p class="copilot-hint">{words.steps.none}</p>
  return (
    <div class="copilot-draft">
      {without !== undefined && without !== 'no-model' && (
        <p class="copilot-hint">{words.without[without]}</p>
      )}
      {first !== undefined && <p class="copilot-hint">{words.steps.first(first.why)}</p>}
      <ol class="copilot-steps">
        {steps.map((step, index) => (
          <li key={index} class={index === first?.index ? 'copilot-step-first' : undefined}>
            <strong>{stepTitle(step)}</strong>
            <span>{stepWhy(step)}</span>
            <span class="copilot-actions">
              <Prepare step={step} {...props} />
              <SourceLink step={step} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Opens or drafts; what is done with it the agent does. */
function Prepare({ step, model, snapshot, ...open }: Omit<StepsProps, 'answer'> & { step: NextStep }) {
  const words = t().copilot.steps
  const { copilot } = model
  const isMine = model.isMine.value
  const draft = (label: string) => <Button label={label} onClick={() => void copilot.draft()} />
  switch (step.step) {
    case 'reply':
    case 'ask-proof':
    case 'tell-order':
    case 'answer':
      return draft(words.prepare.draft)
    case 'close':
      return draft(words.prepare.close)
    case 'propose':
      return isMine ? <Button label={words.prepare.propose} onClick={open.onPropose} /> : null
    case 'transfer':
      return isMine ? <Button label={words.prepare.transfer} onClick={open.onTransfer} /> : null
    case 'keep-promise':
    case 'track-promise':
      return <Button label={words.show} onClick={open.onDetails} />
    case 'decide':
      return <Button label={words.show} onClick={() => showIn('.approval-shelf')} />
    case 'as-before': {
      const { solution } = step
      const isOurs = solution.by === 'action' && /^(?:refund|coupon)$/.test(solution.tool)
      if (isOurs && isMine) return <Button label={words.prepare.propose} onClick={open.onPropose} />
      return solution.by === 'article' ? draft(words.prepare.draft) : null
    }
  }
}

function SourceLink({ step: { source } }: { step: NextStep }) {
  const words = t().copilot.steps
  const mayRead = usePermission('responsibilities')
  switch (source.kind) {
    case 'article':
      return <ArticleLink article={source} />
    case 'conversation':
      return (
        <a href={`/console/?view=resolved&conversation=${source.conversationId}`}>{words.openConversation}</a>
      )
    case 'event':
      return (
        <button type="button" class="link" onClick={() => showIn(`[data-seq="${source.seq}"]`)}>
          {words.showMessage}
        </button>
      )
    case 'responsibility': {
      const text = words.row(source.row, String(source.version))
      return mayRead ? <a href="/console/responsibilities">{text}</a> : <small>{text}</small>
    }
    case 'promise':
      return null
  }
}

function Button({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" class="button" onClick={onClick}>
      {label}
    </button>
  )
}

function showIn(selector: string): void {
  document.querySelector(selector)?.scrollIntoView({ block: 'center' })
}
