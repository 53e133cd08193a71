import { ArrowLeft, ArrowLeftRight, Check, HandCoins, PanelRight, Undo2, UsersRound } from 'lucide-preact'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { visitorName } from '../../shell/format.ts'
import { Badge, type Tone } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { HeaderClocks } from '../levels/level-clock.tsx'
import { ActsMenu } from '../wrap-up/acts-menu.tsx'
import type { ConversationModel } from './conversation-model.ts'
import { ViewerFaces } from './viewers/viewer-faces.tsx'

interface HeaderProps {
  model: ConversationModel
  snapshot: DeskSnapshot
  isPanelOpen: boolean
  onPanel: () => void
  onTransfer: () => void
  onPullIn: () => void
  onPropose: () => void
  onClose: () => void
}

const tones: Record<DeskSnapshot['status'], Tone> = {
  automated: 'assistant',
  queued: 'waiting',
  assigned: 'person',
  resolved: 'plain',
}

export function ConversationHeader(props: HeaderProps) {
  const { model, snapshot } = props
  const words = t().agent
  const isBusy = model.busy.value !== undefined
  return (
    <header class="conversation-head">
      <button
        type="button"
        class="icon-button only-narrow"
        aria-label={words.backToList}
        onClick={props.onClose}
      >
        <ArrowLeft size={18} />
      </button>
      <div class="conversation-title">
        <h2>{visitorName(snapshot.visitor)}</h2>
        <Badge tone={tones[snapshot.status]}>{stateText(model, snapshot)}</Badge>
        <HeaderClocks clocks={snapshot.clocks} />
      </div>
      <ViewerFaces viewers={model.viewers} />
      <div class="actions">
        {model.isMine.value && (
          <>
            <button
              type="button"
              class="icon-button"
              aria-label={t().approvals.proposeAction}
              title={t().approvals.proposeAction}
              onClick={props.onPropose}
            >
              <HandCoins size={18} />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={t().presence.pullIn.action}
              title={t().presence.pullIn.action}
              onClick={props.onPullIn}
            >
              <UsersRound size={18} />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={words.handBackHelp}
              title={words.handBackHelp}
              disabled={isBusy}
              onClick={model.handBack}
            >
              <Undo2 size={18} />
            </button>
            <Action
              label={words.transfer}
              title={words.transferTitle}
              isBusy={isBusy}
              onClick={props.onTransfer}
            >
              <ArrowLeftRight size={14} />
            </Action>
            <Action
              label={words.resolve}
              title={words.resolve}
              isBusy={isBusy}
              onClick={() => (model.acts.open.value = 'wrap-up')}
            >
              <Check size={14} />
            </Action>
          </>
        )}
        <ActsMenu model={model} snapshot={snapshot} />
        <button
          type="button"
          class="icon-button panel-toggle"
          aria-label={words.details}
          title={words.details}
          aria-expanded={props.isPanelOpen}
          onClick={props.onPanel}
        >
          <PanelRight size={18} />
        </button>
      </div>
    </header>
  )
}

interface ActionProps {
  label: string
  title: string
  isBusy: boolean
  onClick: () => void
  children: preact.ComponentChild
}

function Action({ label, title, isBusy, onClick, children }: ActionProps) {
  return (
    <button type="button" class="button" title={title} aria-label={title} disabled={isBusy} onClick={onClick}>
      {children}
      <span>{label}</span>
    </button>
  )
}

function stateText(model: ConversationModel, snapshot: DeskSnapshot): string {
  const words = t().agent
  if (model.isMine.value) return words.assignedToYou
  if (snapshot.status === 'assigned' && snapshot.assignee !== undefined)
    return words.assignedTo(snapshot.assignee.name)
  const end = snapshot.events.findLast((event) => event.type === 'conversation:resolved')
  if (snapshot.status === 'resolved' && end?.outcome === 'unresolved') return t().case.unresolved
  return words.states[snapshot.status]
}
