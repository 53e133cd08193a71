import '../../trainer/knowledge.css'
import '../../trainer/synonyms.css'
import './reply-page.css'
import { MessageSquareText, Plus } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { CannedReply } from '#shared/canned-reply.ts'
import { useDesk, usePermission } from '../../shell/desk-context.ts'
import { duration, now, number } from '../../shell/format.ts'
import { Badge, Empty, LanguageMark } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { FoundList } from '../../trainer/found-list.tsx'
import type { RepliesModel } from '../writing/replies/replies-model.ts'
import { ReplyDialog } from './reply-dialog.tsx'
import { ReplyTabs } from './reply-tabs.tsx'

const scopes = ['all', 'shared', 'own'] as const
type Scope = (typeof scopes)[number]

/** What is being edited: a reply, a new one, or nothing. */
type Editing = CannedReply | 'new' | undefined

/** Rows that are drawn at most: more is found by searching. */
const mostRows = 300

/** Ready-made replies: everybody's, and one's own. */
export function RepliesPage() {
  const { replies: model } = useDesk().tools
  const mayShare = usePermission('knowledge:write')
  const [editing, setEditing] = useState<Editing>(undefined)
  const [typed, setTyped] = useState('')
  const [scope, setScope] = useState<Scope>('all')
  const words = t().tools.replies
  useEffect(() => {
    void model.want()
  }, [model])
  useEffect(() => {
    document.title = `${words.title} · Baton`
  }, [t()])
  const all = model.replies.value
  const found = all && foundIn(model, typed, scope)
  function clear(): void {
    setTyped('')
    setScope('all')
  }
  return (
    <main class="page">
      <header class="page-head">
        <h1>{t().shell.replies}</h1>
        <span class="quiet">{found && all?.length !== 0 && words.count(number(found.length))}</span>
        <span class="detail-actions">
          <button type="button" class="button button-primary" onClick={() => setEditing('new')}>
            <Plus size={14} />
            {words.add}
          </button>
        </span>
      </header>
      <ReplyTabs here="replies" />
      {all?.length !== 0 && (
        <div class="filters reply-filters">
          <input
            class="input"
            type="search"
            aria-label={words.find}
            placeholder={words.find}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <fieldset class="segments" aria-label={words.which}>
            {scopes.map((each) => (
              <button type="button" key={each} aria-pressed={scope === each} onClick={() => setScope(each)}>
                {words[each]}
              </button>
            ))}
          </fieldset>
          {!mayShare && <span class="quiet">{words.readOnly}</span>}
        </div>
      )}
      <div class="page-body">
        <FoundList
          class="reply-table"
          all={all}
          found={found?.slice(0, mostRows)}
          failure={model.failure.value}
          onRetry={() => void model.want()}
          empty={
            <Empty title={words.empty} help={words.emptyHelp} icon={<MessageSquareText size={20} />}>
              <button type="button" class="button button-primary" onClick={() => setEditing('new')}>
                {words.add}
              </button>
            </Empty>
          }
          noMatch={{ title: words.noMatch, clear: words.clear, onClear: clear }}
          columns={[words.columns.reply, words.columns.languages, words.columns.edited]}
        >
          {(reply) => <ReplyLine key={reply.id} reply={reply} onEdit={setEditing} />}
        </FoundList>
      </div>
      {editing !== undefined && (
        <ReplyDialog
          model={model}
          reply={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </main>
  )
}

function foundIn(model: RepliesModel, typed: string, scope: Scope): CannedReply[] {
  const fitting = model.find(typed.replace(/^[/／]/, ''), Number.POSITIVE_INFINITY)
  return scope === 'all' ? fitting : fitting.filter(({ shared }) => shared === (scope === 'shared'))
}

function ReplyLine({ reply, onEdit }: { reply: CannedReply; onEdit: (reply: CannedReply) => void }) {
  const { texts } = reply
  return (
    <tr>
      <td>
        <button type="button" class="reply-open" onClick={() => onEdit(reply)}>
          <span class="reply-head">
            <code>/{reply.shortcut}</code> <strong>{reply.title}</strong>
            {reply.topic !== undefined && <Badge>{reply.topic}</Badge>}
            {!reply.shared && <Badge tone="person">{t().tools.replies.own}</Badge>}
          </span>
          <span class="quiet reply-preview">{texts.en ?? texts.zh}</span>
        </button>
      </td>
      <td>
        <span class="reply-languages">
          {texts.en !== undefined && <LanguageMark language="en" />}
          {texts.zh !== undefined && <LanguageMark language="zh" />}
        </span>
      </td>
      <td class="quiet nowrap" title={reply.updatedBy}>
        {duration(now.value - reply.updatedAt)} · {reply.updatedBy}
      </td>
    </tr>
  )
}
