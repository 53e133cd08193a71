import './inbox.css'
import { MessagesSquare } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useDesk } from '../../shell/desk-context.ts'
import { Empty } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { ConversationPane } from '../conversation/conversation-pane.tsx'
import { InboxList, inboxAddress } from './inbox-list.tsx'
import { createInboxModel, views } from './inbox-model.ts'
import { moveFocus, useKeys } from './keyboard.ts'

/** The inbox: list, conversation, and what is known about it. View and conversation are in the address. */
export function InboxPage({ onShortcuts }: { onShortcuts: () => void }) {
  const desk = useDesk()
  const { query, route } = useLocation()
  const view = views.find((each) => each === query.view) ?? 'waiting'
  const conversationId = query.conversation
  const model = useModel(() => createInboxModel(desk.connection, desk.person), desk.person.id)
  useEffect(() => {
    void model.show(view)
  }, [model, view])
  useEffect(() => {
    const waiting = model.counts.value?.waiting ?? 0
    document.title = waiting > 0 ? `(${waiting}) ${t().shell.inbox} · Baton` : `${t().shell.inbox} · Baton`
  }, [model.counts.value, t()])
  useKeys({ j: () => moveFocus(1), k: () => moveFocus(-1), '?': onShortcuts })

  return (
    <main class={conversationId === undefined ? 'inbox' : 'inbox inbox-open'}>
      <InboxList model={model} view={view} selected={conversationId} />
      {conversationId === undefined ? (
        <div class="conversation conversation-none">
          <Empty title={t().agent.pick} help={t().agent.pickHelp} icon={<MessagesSquare size={20} />} />
        </div>
      ) : (
        <ConversationPane
          key={conversationId}
          conversationId={conversationId}
          onAccepted={() => route(inboxAddress('mine', conversationId), true)}
          onClose={() => route(inboxAddress(view))}
        />
      )}
    </main>
  )
}
