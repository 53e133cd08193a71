import './conversation.css'
import '../writing/composer.css'
import '../writing/message.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useCommands } from '../../shell/commands/use-commands.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { Banner, Empty, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { failureText, t } from '../../texts/texts.ts'
import { ApprovalShelf } from '../approvals/approval-shelf.tsx'
import { provedOrder } from '../approvals/proposals.ts'
import { ProposeDialog } from '../approvals/propose-dialog.tsx'
import { AttentionStrip } from '../attention/attention-strip.tsx'
import { SuggestedPromises } from '../case/suggested-promises.tsx'
import { CopilotPlace } from '../copilot/copilot-place.tsx'
import { MacroDialog } from '../macros/macro-dialog.tsx'
import { useMacros } from '../macros/use-macros.ts'
import { useSeenMentions } from '../mentions/use-seen-mentions.ts'
import { ContextPanel } from '../panel/context-panel.tsx'
import { ActsDialogs } from '../wrap-up/acts-dialogs.tsx'
import { ActsStrip } from '../wrap-up/acts-strip.tsx'
import { UndoToast } from '../wrap-up/undo-toast.tsx'
import { Composer } from '../writing/composer.tsx'
import type { DraftKind } from '../writing/drafts.ts'
import { takeBack } from '../writing/outbox/take-back.ts'
import { OwnershipBar } from '../writing/ownership-bar.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { ConversationLog } from './conversation-log.tsx'
import { type ConversationModel, createConversationModel, type Notice } from './conversation-model.ts'
import { lastAssistantMessage } from './entries.ts'
import { FlagDialog } from './flag-dialog.tsx'
import { PullInDialog } from './pull-in-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import { WritingViewer } from './viewers/viewer-faces.tsx'

/** Milliseconds. */
const goodNewsLasts = 5_000
const goodNews: ReadonlySet<Notice['kind']> = new Set<Notice['kind']>([
  'accepted',
  'flagged',
  'transferred',
  'transferred-to-team',
  'pulled-in',
])

interface PaneProps {
  conversationId: string
  onAccepted: () => void
  onClose: () => void
}

/** One open conversation with everything an agent does to it. */
export function ConversationPane({ conversationId, onAccepted, onClose }: PaneProps) {
  const { connection, person: me, storage, attachmentLimit, tools } = useDesk()
  const parts = { connection, conversationId, me, storage, attachmentLimit, outbox: tools.outbox }
  const model = useModel(() => createConversationModel(parts), conversationId)
  const kind = useSignal<DraftKind>('reply')
  const flagging = useSignal<string | undefined>(undefined)
  const transferring = useSignal(false)
  const pullingIn = useSignal(false)
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
  /** Opens a list at the caret, as if its sign had been typed. */
  function writeSign(chosen: DraftKind, sign: '/' | '@'): void {
    const draft = model.drafts[chosen].value
    model.drafts.write(chosen, draft === '' || /\s$/.test(draft) ? draft + sign : `${draft} ${sign}`)
    write(chosen)
  }
  function undoSend(): void {
    if (takeBack(model)) write('reply')
  }
  function flagLast(): void {
    flagging.value = lastAssistantMessage(snapshot?.events ?? [])
  }
  function closeTop(): void {
    if (model.copilot.isOpen.value) model.copilot.close()
    else if (isPanelOpen.value) isPanelOpen.value = false
    else onClose()
  }
  const canAccept = snapshot?.status === 'queued' || snapshot?.status === 'automated'
  const isMine = model.isMine.value
  useCommands({
    ...(canAccept && { accept: () => void accept() }),
    ...(isMine && {
      reply: () => write('reply'),
      'insert-reply': () => writeSign('reply', '/'),
      'hand-back': () => void model.handBack(),
      transfer: () => (transferring.value = true),
      'pull-in': () => (pullingIn.value = true),
      propose: () => (proposing.value = true),
    }),
    ...(model.outbox.undoable() && { 'undo-send': undoSend }),
    note: () => write('note'),
    call: () => writeSign('note', '@'),
    copilot: model.copilot.toggle,
    draft: () => void model.copilot.draft(),
    flag: flagLast,
    details: () => (isPanelOpen.value = !isPanelOpen.value),
    escape: closeTop,
  })

  const macro = useMacros()
  useSeenMentions(conversationId, snapshot !== undefined)

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
          onPullIn={() => (pullingIn.value = true)}
          onPropose={() => (proposing.value = true)}
          onClose={onClose}
        />
        <AttentionStrip snapshot={snapshot} />
        <ActsStrip model={model} snapshot={snapshot} />
        <ConversationLog model={model} snapshot={snapshot} onFlag={(id) => (flagging.value = id)} />
        <NoticeBanner model={model} />
        <UndoToast acts={model.acts} />
        <WritingViewer viewers={model.viewers} />
        <SuggestedPromises model={model} snapshot={snapshot} />
        <ApprovalShelf model={model} snapshot={snapshot} />
        {!isMine && <OwnershipBar model={model} snapshot={snapshot} onAccept={accept} />}
        <CopilotPlace
          model={model}
          snapshot={snapshot}
          onPropose={() => (proposing.value = true)}
          onTransfer={() => (transferring.value = true)}
          onDetails={() => (isPanelOpen.value = true)}
        />
        <Composer model={model} kind={kind.value} onKind={write} />
      </section>
      <ContextPanel
        model={model}
        snapshot={snapshot}
        isOpen={isPanelOpen.value}
        onClose={() => (isPanelOpen.value = false)}
      />
      <ActsDialogs model={model} snapshot={snapshot} />
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
      {pullingIn.value && (
        <PullInDialog
          helpers={snapshot.helpers}
          onPullIn={model.pullIn}
          onRelease={model.release}
          onClose={() => (pullingIn.value = false)}
        />
      )}
      {macro.value !== undefined && (
        <MacroDialog
          key={macro.value.id}
          macro={macro.value}
          model={model}
          onClose={() => (macro.value = undefined)}
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
  const isGood = notice !== undefined && goodNews.has(notice.kind)
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
    case 'transferred-to-team':
      return t().presence.transfer.transferredToTeam(notice.name)
    case 'pulled-in':
      return t().presence.pullIn.done(notice.name)
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
