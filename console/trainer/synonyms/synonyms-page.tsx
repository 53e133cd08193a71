import '../knowledge.css'
import '../synonyms.css'
import { Equal, Plus } from 'lucide-preact'
import { Fragment } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { SynonymGroup } from '#shared/synonyms.ts'
import { useDesk, usePermission } from '../../shell/desk-context.ts'
import { duration, now, number } from '../../shell/format.ts'
import { Badge, Empty } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { FoundList } from '../found-list.tsx'
import { GroupDialog } from './group-dialog.tsx'
import { KnowledgeTabs } from './knowledge-tabs.tsx'
import { createSynonymsModel, type SynonymsModel } from './synonyms-model.ts'

/** What is being edited: a group, a new one, or nothing. */
type Editing = SynonymGroup | 'new' | undefined

/** The shop's own synonyms. */
export function SynonymsPage() {
  const { rest } = useDesk()
  const model = useModel(() => createSynonymsModel(rest), 'synonyms')
  const mayWrite = usePermission('knowledge:write')
  const [editing, setEditing] = useState<Editing>(undefined)
  const words = t().synonyms
  useEffect(() => {
    void model.load()
  }, [model])
  useEffect(() => {
    document.title = `${t().synonyms.title} · Baton`
  }, [t()])
  const isEmpty = model.groups.value?.length === 0
  return (
    <main class="page">
      <header class="page-head">
        <h1>{t().knowledge.title}</h1>
        <span class="quiet">
          {model.found.value && !isEmpty && words.count(number(model.found.value.length))}
        </span>
        <span class="detail-actions">
          {mayWrite && (
            <button type="button" class="button button-primary" onClick={() => setEditing('new')}>
              <Plus size={14} />
              {words.add}
            </button>
          )}
        </span>
      </header>
      <KnowledgeTabs here="synonyms" />
      {!isEmpty && <Tools model={model} mayWrite={mayWrite} />}
      <div class="page-body">
        <Groups model={model} mayWrite={mayWrite} onEdit={setEditing} />
      </div>
      {editing !== undefined && (
        <GroupDialog
          model={model}
          group={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </main>
  )
}

function Tools({ model, mayWrite }: { model: SynonymsModel; mayWrite: boolean }) {
  const mayRelease = usePermission('releases')
  const words = t().synonyms
  return (
    <div class="filters synonym-tools">
      <input
        class="input"
        type="search"
        aria-label={words.filter}
        placeholder={words.filter}
        value={model.text.value}
        onInput={(event) => {
          model.text.value = event.currentTarget.value
        }}
      />
      <div class="synonym-note">
        <span class="quiet">{mayWrite ? words.note : words.readOnly}</span>
        {mayRelease && <a href="/console/releases">{t().knowledge.nextRelease}</a>}
      </div>
    </div>
  )
}

interface GroupsProps {
  model: SynonymsModel
  mayWrite: boolean
  onEdit: (editing: Editing) => void
}

function Groups({ model, mayWrite, onEdit }: GroupsProps) {
  const words = t().synonyms
  return (
    <FoundList
      class="synonym-table"
      all={model.groups.value}
      found={model.found.value}
      failure={model.failure.value}
      onRetry={model.load}
      empty={
        <Empty title={words.empty} help={`${words.emptyHelp} ${words.note}`} icon={<Equal size={20} />}>
          {mayWrite && (
            <button type="button" class="button button-primary" onClick={() => onEdit('new')}>
              {words.add}
            </button>
          )}
        </Empty>
      }
      noMatch={{
        title: words.noMatch,
        clear: words.clearFilter,
        onClear: () => {
          model.text.value = ''
        },
      }}
      columns={[words.columns.words, words.columns.updated, words.columns.state]}
    >
      {(group) => <GroupLine key={group.id} group={group} onEdit={mayWrite ? onEdit : undefined} />}
    </FoundList>
  )
}

function GroupLine({ group, onEdit }: { group: SynonymGroup; onEdit: GroupsProps['onEdit'] | undefined }) {
  const words = t().synonyms
  // The blank is for those who hear the words in one breath.
  const chips = group.words.map((word) => (
    <Fragment key={word}>
      <span class="synonym" lang={/\p{Script=Han}/u.test(word) ? 'zh' : 'en'}>
        {word}
      </span>{' '}
    </Fragment>
  ))
  return (
    <tr>
      <td>
        {onEdit === undefined ? (
          <span class="synonym-group">{chips}</span>
        ) : (
          <button type="button" class="synonym-group" title={words.editTitle} onClick={() => onEdit(group)}>
            {chips}
          </button>
        )}
      </td>
      <td class="quiet nowrap" title={group.updatedBy}>
        {duration(now.value - group.updatedAt)} · {group.updatedBy}
      </td>
      <td>
        <Badge tone={group.isLive ? 'person' : 'accent'}>
          {group.isLive ? words.states.live : words.states.waiting}
        </Badge>
      </td>
    </tr>
  )
}
