import '../../trainer/trainer.css'
import '../../agent/wrap-up/wrap-up.css'
import '../../agent/inbox/inbox.css'
import './order.css'
import { Tags } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { TagUse } from '#shared/tags.ts'
import { TagChip } from '../../agent/tags/tag-chip.tsx'
import { useDesk } from '../../shell/desk-context.ts'
import { duration, now, number } from '../../shell/format.ts'
import { Badge, Empty, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { OrderTabs } from './order-tabs.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { createTagsPage } from './tags-page-model.ts'

/** The tags of a workspace, with how many conversations have each. */
export function TagsPage() {
  const { rest } = useDesk()
  const model = useModel(() => createTagsPage(rest), 'tags')
  const [editing, setEditing] = useState<TagUse | undefined>(undefined)
  const [areArchivedShown, showArchived] = useState(false)
  const words = t().wrapUp.page
  useEffect(() => {
    void model.load()
  }, [model])
  useEffect(() => {
    document.title = `${words.title} · Baton`
  }, [words])
  const tags = model.tags.value
  const shown = tags?.filter(({ archivedAt }) => areArchivedShown || archivedAt === undefined)
  const hasArchived = tags?.some(({ archivedAt }) => archivedAt !== undefined) ?? false
  return (
    <main class="page">
      <header class="page-head">
        <h1>{words.title}</h1>
        {hasArchived && (
          <label class="detail-actions quiet">
            <input
              type="checkbox"
              checked={areArchivedShown}
              onChange={(event) => showArchived(event.currentTarget.checked)}
            />{' '}
            {words.showArchived}
          </label>
        )}
      </header>
      <OrderTabs here="tags" />
      <div class="page-body">
        {shown === undefined && model.failure.value === undefined && <Skeleton rows={6} />}
        {shown === undefined && model.failure.value !== undefined && (
          <LoadFailure failure={model.failure.value} onRetry={model.load} />
        )}
        {shown?.length === 0 && (
          <Empty title={words.empty} help={words.emptyHelp} icon={<Tags size={20} />} />
        )}
        {shown !== undefined && shown.length > 0 && (
          <>
            <p class="quiet order-help">{words.help}</p>
            <TagTable tags={shown} onEdit={setEditing} />
          </>
        )}
      </div>
      {editing !== undefined && (
        <TagDialog key={editing.id} model={model} tag={editing} onClose={() => setEditing(undefined)} />
      )}
    </main>
  )
}

function TagTable({ tags, onEdit }: { tags: readonly TagUse[]; onEdit: (tag: TagUse) => void }) {
  const words = t().wrapUp.page
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{words.columns.name}</th>
          <th scope="col">{words.columns.conversations}</th>
          <th scope="col">{words.columns.changed}</th>
        </tr>
      </thead>
      <tbody>
        {tags.map((tag) => (
          <tr key={tag.id}>
            <td>
              <button
                type="button"
                class="tag-open"
                aria-label={`${words.edit}: ${tag.name}`}
                onClick={() => onEdit(tag)}
              >
                <TagChip tag={tag} />
              </button>{' '}
              {tag.archivedAt !== undefined && <Badge>{words.archived}</Badge>}
            </td>
            <td>
              <a href={`/console/?view=resolved&tag=${encodeURIComponent(tag.id)}`}>
                {number(tag.conversations)}
              </a>
            </td>
            <td class="quiet nowrap">{`${duration(now.value - tag.updatedAt)} · ${tag.updatedBy}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
