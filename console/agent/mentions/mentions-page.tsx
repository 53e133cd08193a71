import '../inbox/inbox.css'
import './mentions.css'
import { AtSign, MessagesSquare } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Mention } from '#shared/desk-tools.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { duration, now, visitorName } from '../../shell/format.ts'
import { Empty, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { ConversationPane } from '../conversation/conversation-pane.tsx'
import type { MentionsModel } from './mentions-model.ts'

export function mentionsAddress(conversationId?: string): string {
  const query = conversationId === undefined ? '' : `?conversation=${encodeURIComponent(conversationId)}`
  return `/console/mentions${query}`
}

/** The notes that call this person, and the conversation of the one that is open. */
export function MentionsPage() {
  const { tools } = useDesk()
  const { query, route } = useLocation()
  const conversationId = query.conversation
  useEffect(() => {
    void tools.mentions.load()
  }, [tools])
  useEffect(() => {
    document.title = `${t().tools.mentions.title} · Baton`
  }, [t()])
  return (
    <main class={conversationId === undefined ? 'inbox' : 'inbox inbox-open'}>
      <section class="list" aria-label={t().tools.mentions.title}>
        <header class="list-head">
          <h1>{t().tools.mentions.title}</h1>
        </header>
        <div class="list-body">
          <Mentions model={tools.mentions} selected={conversationId} />
        </div>
      </section>
      {conversationId === undefined ? (
        <div class="conversation conversation-none">
          <Empty title={t().agent.pick} help={t().agent.pickHelp} icon={<MessagesSquare size={20} />} />
        </div>
      ) : (
        <ConversationPane
          key={conversationId}
          conversationId={conversationId}
          onAccepted={() => undefined}
          onClose={() => route(mentionsAddress())}
        />
      )}
    </main>
  )
}

function Mentions({ model, selected }: { model: MentionsModel; selected: string | undefined }) {
  const words = t().tools.mentions
  const mentions = model.mentions.value
  const failure = model.failure.value
  if (mentions === undefined && failure !== undefined && failure.error !== 'unavailable')
    return <LoadFailure failure={failure} onRetry={() => void model.load()} />
  if (mentions === undefined) return <Skeleton />
  if (mentions.length === 0)
    return <Empty title={words.empty} help={words.emptyHelp} icon={<AtSign size={20} />} />
  return (
    <>
      {mentions.map((mention) => (
        <Row
          key={`${mention.conversationId}-${mention.seq}`}
          mention={mention}
          isSelected={mention.conversationId === selected}
        />
      ))}
      {model.next.value !== undefined && (
        <button type="button" class="button list-more" onClick={() => void model.more()}>
          {t().common.more}
        </button>
      )}
    </>
  )
}

function Row({ mention, isSelected }: { mention: Mention; isSelected: boolean }) {
  const words = t().tools.mentions
  const isUnread = mention.readAt === undefined
  return (
    <a
      class={isUnread ? 'row mention-row mention-unread' : 'row mention-row'}
      data-row={mention.conversationId}
      href={mentionsAddress(mention.conversationId)}
      aria-current={isSelected ? 'true' : undefined}
    >
      <span class="row-line">
        <span class="row-name">{words.by(mention.by.name)}</span>
        {isUnread && (
          <span class="mention-dot">
            <span class="only-read">{words.unread('1')}</span>
          </span>
        )}
        <time class="row-time">{duration(now.value - mention.at)}</time>
      </span>
      <span class="row-preview">{mention.text}</span>
      <span class="row-line quiet mention-about">{visitorName(mention.visitor)}</span>
    </a>
  )
}
