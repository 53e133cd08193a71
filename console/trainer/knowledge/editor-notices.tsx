import { Archive } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { instructionsIn } from '#shared/instructions.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import type { EditorModel } from './editor-model.ts'

interface NoticesProps {
  model: EditorModel
  mayWrite: boolean
  defectId: string | undefined
  onKeep: () => void
}

/** Lines that speak to a machine: so many of them are quoted, and so much of each. UTF-16 units. */
const mostShown = 3
const longestShown = 160

/** What one must know before typing on: the defect, a conflict, a draft, a failure, a success. */
export function EditorNotices({ model, mayWrite, defectId, onKeep }: NoticesProps) {
  const words = t().knowledge
  const conflict = model.conflict.value
  const failure = model.failure.value
  const { title, body } = model.form.value
  const leftOut = instructionsIn(`${title}\n${body}`)
  return (
    <div class="editor-notices">
      {defectId !== undefined && <DefectNotice model={model} defectId={defectId} mayWrite={mayWrite} />}
      {!mayWrite && <Banner>{words.readOnly}</Banner>}
      {model.articleId !== undefined && model.base.value === undefined && (
        <Banner tone="waiting">{words.noTranslation(t().common.languages[model.language])}</Banner>
      )}
      {conflict !== undefined && <Conflict model={model} onKeep={onKeep} />}
      {model.isIdTaken.value && <Banner tone="risk">{words.idTaken}</Banner>}
      {failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
      {leftOut.length > 0 && (
        <Banner tone="waiting">
          <span>{words.speaksToMachine}</span>
          {leftOut.slice(0, mostShown).map((line) => (
            <q key={line}>{line.trim().slice(0, longestShown)}</q>
          ))}
        </Banner>
      )}
      {model.isSaved.value && (
        <Banner tone="person">
          {words.saved} {defectId === undefined && <a href="/console/releases">{words.nextRelease}</a>}
          {defectId !== undefined && <a href={`/console/defects?defect=${defectId}`}>{words.back2defect}</a>}
        </Banner>
      )}
    </div>
  )
}

function DefectNotice({
  model,
  defectId,
  mayWrite,
}: {
  model: EditorModel
  defectId: string
  mayWrite: boolean
}) {
  const words = t().knowledge
  const defect = model.defect.value
  return (
    <Banner tone="accent">
      <span>
        {words.forDefect} <strong lang={defect?.language}>{defect?.question}</strong>
      </span>
      <span class="notice-actions">
        {mayWrite && !model.hasQuestion.value && defect !== undefined && (
          <button type="button" class="button" onClick={model.addQuestion}>
            {words.addPhrasing}
          </button>
        )}
        {model.hasQuestion.value && <span class="quiet">{words.addedPhrasing}</span>}
        <a href={`/console/defects?defect=${defectId}`}>{words.back2defect}</a>
      </span>
    </Banner>
  )
}

function Conflict({ model, onKeep }: { model: EditorModel; onKeep: () => void }) {
  const words = t().knowledge
  const conflict = model.conflict.value
  if (conflict === undefined) return null
  return (
    <Banner tone="risk">
      <span>{conflict.by === undefined ? words.conflictUnknown : words.conflict(conflict.by)}</span>
      <span class="notice-actions">
        <button type="button" class="button" onClick={onKeep}>
          {words.conflictKeep}
        </button>
        <button type="button" class="button" onClick={model.takeTheirs}>
          {words.conflictDrop}
        </button>
      </span>
      <details>
        <summary>{words.conflictTheirs}</summary>
        <pre class="their-text" lang={model.language}>
          {`${conflict.theirs.title}\n\n${conflict.theirs.body}`}
        </pre>
      </details>
    </Banner>
  )
}

export function ArchiveButton({ onArchive }: { onArchive: () => Promise<void> }) {
  const [isAsking, setAsking] = useState(false)
  const words = t().knowledge
  return (
    <>
      <button type="button" class="button" title={words.archive} onClick={() => setAsking(true)}>
        <Archive size={14} />
        <span>{words.archive}</span>
      </button>
      {isAsking && (
        <Dialog title={words.archiveTitle} onClose={() => setAsking(false)}>
          <div class="dialog-body">
            <p>{words.archiveHelp}</p>
            <div class="dialog-foot">
              <button type="button" class="button" onClick={() => setAsking(false)}>
                {t().common.cancel}
              </button>
              <button type="button" class="button button-risk" onClick={() => void onArchive()}>
                {words.archive}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** Stands beside Save, where it moves nothing when it comes and goes. */
export function DraftState({ model }: { model: EditorModel }) {
  const words = t().knowledge
  if (!model.isDirty.value || model.conflict.value !== undefined) return null
  return (
    <span class="draft-state">
      <span class="quiet">{words.unsaved}</span>
      <button type="button" class="link" onClick={model.discard}>
        {words.discardDraft}
      </button>
    </span>
  )
}
