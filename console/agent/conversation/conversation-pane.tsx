import './conversation.css'
import '../writing/composer.css'
import '../writing/message.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useDesk } from '../../shell/desk-context.ts'
import { Banner, Empty, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { failureText, t } from '../../texts/texts.ts'
import { ApprovalShelf } from '../approvals/approval-shelf.tsx'
import { provedOrder } from '../approvals/proposals.ts'
import { ProposeDialog } from '../approvals/propose-dialog.tsx'
import { AttentionStrip } from '../attention/attention-strip.tsx'
import { SuggestedPromises } from '../case/suggested-promises.tsx'
import { useKeys } from '../inbox/keyboard.ts'
import { ContextPanel } from '../panel/context-panel.tsx'
import { Composer } from '../writing/composer.tsx'
import type { DraftKind } from '../writing/drafts.ts'
import { OwnershipBar } from '../writing/ownership-bar.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { ConversationLog } from './conversation-log.tsx'
import { type ConversationModel, createConversationModel, type Notice } from './conversation-model.ts'
import { lastAssistantMessage } from './entries.ts'
import { FlagDialog } from './flag-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'

/** Milliseconds. */
const goodNewsLasts = 5_000

interface PaneProps {
  conversationId: string
  onAccepted: () => void
  onClose: () => void
}

/** One open conversation with everything an agent does to it. */
export function ConversationPane({ conversationId, onAccepted, onClose }: PaneProps) {
  const { connection, person: me, storage, attachmentLimit } = useDesk()
  const parts = { connection, conversationId, me, storage, attachmentLimit }
  const model = useModel(() => createConversationModel(parts), conversationId)
  const kind = useSignal<DraftKind>('reply')
  const flagging = useSignal<string | undefined>(undefined)
  const transferring = useSignal(false)
  const proposing = useSignal(false)
  const isPanelOpen = useSignal(false)
  const snapshot = model.snapshot.value

  async function accept(): Promise<void> {
    if (!(await model.accept())) return
    onAccepted()
    write('reply')
  }
  function write(chosen: DraftKind): void {
    kind.value = chosen
    // The field is drawn after this turn, when the model knows that the conversation is ours.
    setTimeout(() => document.getElementById('composer')?.focus(), 50)
  }
  function flagLast(): void {
    flagging.value = lastAssistantMessage(snapshot?.events ?? [])
  }
  function closeTop(): void {
    if (isPanelOpen.value) isPanelOpen.value = false
    else onClose()
  }
  const canAccept = snapshot?.status === 'queued' || snapshot?.status === 'automated'
  const isMine = model.isMine.value
  useKeys({
    ...(canAccept && { a: () => void accept() }),
    ...(isMine && {
      r: () => write('reply'),
      e: () => void model.resolve(),
      b: () => void model.handBack(),
    }),
    n: () => write('note'),
    f: flagLast,
    Escape: closeTop,
  })

  if (snapshot === undefined) return <Opening model={model} />
  return (
    <>
      <section class="conversation">
        <ConversationHeader
          model={model}
          snapshot={snapshot}
          isPanelOpen={isPanelOpen.value}
          onPanel={() => (isPanelOpen.value = !isPanelOpen.value)}
          onTransfer={() => (transferring.value = true)}
          onPropose={() => (proposing.value = true)}
          onClose={onClose}
        />
        <AttentionStrip snapshot={snapshot} />
        <ConversationLog model={model} snapshot={snapshot} onFlag={(id) => (flagging.value = id)} />
        <NoticeBanner model={model} />
        <SuggestedPromises model={model} snapshot={snapshot} />
        <ApprovalShelf model={model} snapshot={snapshot} />
        {!isMine && <OwnershipBar model={model} snapshot={snapshot} onAccept={accept} />}
        <Composer model={model} kind={kind.value} onKind={write} />
      </section>
      <ContextPanel
        model={model}
        snapshot={snapshot}
        isOpen={isPanelOpen.value}
        onClose={() => (isPanelOpen.value = false)}
      />
      {flagging.value !== undefined && (
        <FlagDialog
          onFlag={(defectKind, comment) => model.flag(flagging.value ?? '', defectKind, comment)}
          onClose={() => (flagging.value = undefined)}
        />
      )}
      {proposing.value && (
        <ProposeDialog
          order={provedOrder(snapshot.events)}
          onPropose={model.propose}
          onClose={() => (proposing.value = false)}
        />
      )}
      {transferring.value && (
        <TransferDialog onTransfer={model.transfer} onClose={() => (transferring.value = false)} />
      )}
    </>
  )
}

function Opening({ model }: { model: ConversationModel }) {
  const failure = model.failure.value
  const isMissing = failure?.error === 'not-found'
  const isFailed = failure !== undefined && failure.error !== 'unavailable'
  return (
    <section class="conversation conversation-opening">
      {isMissing && <Empty title={t().agent.missing} />}
      {isFailed && !isMissing && <LoadFailure failure={failure} onRetry={model.open} />}
      {!isFailed && <Skeleton />}
    </section>
  )
}

/** Good news goes by itself; bad news stays until the next action. */
function NoticeBanner({ model }: { model: ConversationModel }) {
  const notice = model.notice.value
  const isGood = notice?.kind === 'accepted' || notice?.kind === 'flagged' || notice?.kind === 'transferred'
  useEffect(() => {
    if (!isGood) return
    const timer = setTimeout(() => {
      model.notice.value = undefined
    }, goodNewsLasts)
    return () => clearTimeout(timer)
  }, [notice])
  if (notice === undefined) return null
  return (
    <div class="notice">
      <Banner tone={isGood ? 'person' : 'risk'}>{noticeText(notice)}</Banner>
    </div>
  )
}

function noticeText(notice: Notice): string {
  const words = t().agent
  switch (notice.kind) {
    case 'accepted':
      return words.done.accepted
    case 'flagged':
      return words.done.flagged
    case 'transferred':
      return words.done.transferred(notice.name)
    case 'first':
      return notice.name === undefined ? words.firstUnknown : words.firstWas(notice.name)
    case 'stale':
      return notice.name === undefined ? t().failures.stale : words.staleNow(notice.name)
    case 'decided-first':
      return t().approvals.decidedFirst
    case 'case-changed':
      return t().case.changed
    case 'above-limit':
      return t().approvals.aboveNotice
    case 'failure':
      return failureText(notice.failure)
  }
}
