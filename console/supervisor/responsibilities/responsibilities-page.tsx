import '../../trainer/trainer.css'
import '../responsibilities.css'
import { History, Plus } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { useDesk } from '../../shell/desk-context.ts'
import { dateTime, number } from '../../shell/format.ts'
import { Banner, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { HistoryDialog } from './history-dialog.tsx'
import { ListTable } from './list-table.tsx'
import { createResponsibilitiesModel, type ResponsibilitiesModel } from './responsibilities-model.ts'
import { ReviewDialog } from './review-dialog.tsx'
import { Thresholds } from './thresholds.tsx'

/** Who leads what: the responsibility list as a supervisor reads and changes it. */
export function ResponsibilitiesPage() {
  const { rest, storage, workspace } = useDesk()
  const model = useModel(() => createResponsibilitiesModel(rest, storage, workspace.id), workspace.id)
  const [editing, setEditing] = useState<number | undefined>(undefined)
  const [open, setOpen] = useState<'review' | 'history' | undefined>(undefined)
  const [saved, setSaved] = useState<number | undefined>(undefined)
  const words = t().responsibilities
  useEffect(() => {
    void model.load()
  }, [model])
  useEffect(() => {
    document.title = `${t().responsibilities.title} · Baton`
  }, [t()])
  useEffect(() => {
    setEditing(undefined)
  }, [model.round.value])
  return (
    <main class="page">
      <header class="page-head">
        <h1>{words.title}</h1>
        <Version model={model} />
        <span class="detail-actions">
          <button type="button" class="button" onClick={() => setOpen('history')}>
            <History size={14} />
            <span>{words.history}</span>
          </button>
          <button
            type="button"
            class="button button-primary"
            disabled={model.draft.value === undefined}
            onClick={() => setEditing(model.addRow())}
          >
            <Plus size={14} />
            <span>{words.add}</span>
          </button>
        </span>
      </header>
      {saved !== undefined && model.mine.value.length === 0 && (
        <Banner tone="person">{words.inForce(number(saved))}</Banner>
      )}
      <StaleBanner model={model} onCompare={() => setOpen('review')} />
      <div class="page-body rules">
        <Body model={model} editing={editing} onEdit={setEditing} />
      </div>
      <DraftBar model={model} onReview={() => setOpen('review')} />
      {open === 'review' && (
        <ReviewDialog model={model} onSaved={setSaved} onClose={() => setOpen(undefined)} />
      )}
      {open === 'history' && <HistoryDialog onClose={() => setOpen(undefined)} />}
    </main>
  )
}

function Version({ model }: { model: ResponsibilitiesModel }) {
  const view = model.view.value
  const words = t().responsibilities
  if (view === undefined) return null
  const { list, made } = view
  const by = made ? words.madeBy(made.by, dateTime(made.at)) : words.unmade
  return (
    <span class="quiet rule-version">
      {words.version(number(list.version))} · {by}
    </span>
  )
}

interface BodyProps {
  model: ResponsibilitiesModel
  editing: number | undefined
  onEdit: (place: number | undefined) => void
}

function Body({ model, editing, onEdit }: BodyProps) {
  const failure = model.failure.value
  if (model.draft.value === undefined) {
    return failure === undefined ? (
      <Skeleton rows={8} />
    ) : (
      <LoadFailure failure={failure} onRetry={model.load} />
    )
  }
  return (
    <>
      <p class="quiet rules-help">{t().responsibilities.help}</p>
      <Thresholds key={model.round.value} model={model} />
      <ListTable model={model} editing={editing} onEdit={onEdit} />
    </>
  )
}

/** Somebody else put another version in force meanwhile. */
function StaleBanner({ model, onCompare }: { model: ResponsibilitiesModel; onCompare: () => void }) {
  const view = model.view.value
  const words = t().responsibilities
  if (!model.isStale.value || view === undefined) return null
  return (
    <Banner tone="waiting">
      {words.stale(view.made?.by ?? '', number(view.list.version))}{' '}
      <button type="button" class="link" onClick={onCompare}>
        {words.compare}
      </button>
    </Banner>
  )
}

/** The first mistake, wherever the list is scrolled to: a button that is not to be had must say where to look. */
function showProblem(): void {
  document.querySelector('.form-problem:not(:empty)')?.scrollIntoView({ block: 'center' })
}

/** What is changed and not in force, in sight wherever the list is scrolled to. */
function DraftBar({ model, onReview }: { model: ResponsibilitiesModel; onReview: () => void }) {
  const words = t().responsibilities
  const problems = model.issues.value.length
  if (model.mine.value.length === 0) return null
  return (
    <footer class="rule-bar">
      <span role="status">
        {problems > 0 ? (
          <button type="button" class="link" onClick={showProblem}>
            {words.toMend(number(problems))}
          </button>
        ) : (
          words.unsaved(number(model.mine.value.length))
        )}
      </span>
      <button type="button" class="button" onClick={() => model.discard()}>
        {words.discard}
      </button>
      <button type="button" class="button button-primary" disabled={problems > 0} onClick={onReview}>
        {words.review}
      </button>
    </footer>
  )
}
