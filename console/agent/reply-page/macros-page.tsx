import '../../trainer/knowledge.css'
import '../../trainer/synonyms.css'
import './reply-page.css'
import { ListChecks, Plus } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { Macro } from '#shared/macro.ts'
import { useDesk, usePermission } from '../../shell/desk-context.ts'
import { duration, now, number } from '../../shell/format.ts'
import { Badge, Empty } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { FoundList } from '../../trainer/found-list.tsx'
import { stepText } from '../macros/macro-words.ts'
import { MacroEditor } from './macro-editor.tsx'
import { ReplyTabs } from './reply-tabs.tsx'

/** Macros: everybody's, and one's own. */
export function MacrosPage() {
  const { tools } = useDesk()
  const model = tools.macros
  const mayShare = usePermission('knowledge:write')
  const [editing, setEditing] = useState<Macro | 'new' | undefined>(undefined)
  const words = t().tools.macros
  useEffect(() => {
    void model.want()
    void tools.people.want()
  }, [tools])
  useEffect(() => {
    document.title = `${words.title} · Baton`
  }, [t()])
  const all = model.macros.value
  return (
    <main class="page">
      <header class="page-head">
        <h1>{t().shell.replies}</h1>
        <span class="quiet">{all !== undefined && all.length > 0 && words.count(number(all.length))}</span>
        <span class="detail-actions">
          <button type="button" class="button button-primary" onClick={() => setEditing('new')}>
            <Plus size={14} />
            {words.add}
          </button>
        </span>
      </header>
      <ReplyTabs here="macros" />
      {!mayShare && all?.length !== 0 && <p class="quiet reply-note">{t().tools.replies.readOnly}</p>}
      <div class="page-body">
        <FoundList
          class="reply-table"
          all={all}
          found={all}
          failure={model.failure.value}
          onRetry={() => void model.want()}
          empty={
            <Empty title={words.empty} help={words.emptyHelp} icon={<ListChecks size={20} />}>
              <button type="button" class="button button-primary" onClick={() => setEditing('new')}>
                {words.add}
              </button>
            </Empty>
          }
          noMatch={{ title: words.empty, clear: words.add, onClear: () => setEditing('new') }}
          columns={[words.columns.name, words.columns.steps, words.columns.edited]}
        >
          {(macro) => (
            <tr key={macro.id}>
              <td>
                <button type="button" class="reply-open" onClick={() => setEditing(macro)}>
                  <span class="reply-head">
                    <strong>{macro.name}</strong>
                    {!macro.shared && <Badge tone="person">{t().tools.replies.own}</Badge>}
                  </span>
                  <span class="quiet reply-preview">
                    {macro.steps.map((step) => stepText(step, tools)).join(' → ')}
                  </span>
                </button>
              </td>
              <td class="quiet">{number(macro.steps.length)}</td>
              <td class="quiet nowrap" title={macro.updatedBy}>
                {duration(now.value - macro.updatedAt)} · {macro.updatedBy}
              </td>
            </tr>
          )}
        </FoundList>
      </div>
      {editing !== undefined && (
        <MacroEditor macro={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </main>
  )
}
