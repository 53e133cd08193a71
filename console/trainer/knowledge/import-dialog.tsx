import { useState } from 'preact/hooks'
import { type Language, languages } from '#shared/knowledge.ts'
import type { ImportReport } from '#shared/rest.ts'
import type { FailureResult } from '#shared/result.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { number } from '../../shell/format.ts'
import { Banner } from '../../shell/parts.tsx'
import { language as consoleLanguage, failureText, t } from '../../texts/texts.ts'
import type { KnowledgeModel } from './knowledge-model.ts'

interface ImportProps {
  model: KnowledgeModel
  onClose: () => void
}

/** Takes Markdown files in, and names every one that could not be. */
export function ImportDialog({ model, onClose }: ImportProps) {
  const [files, setFiles] = useState<File[]>([])
  const [language, setLanguage] = useState<Language>(consoleLanguage.value)
  const [isBusy, setBusy] = useState(false)
  const [report, setReport] = useState<ImportReport | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const words = t().knowledge
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    const read = files.map(async (file) => ({ name: file.name, language, content: await file.text() }))
    const result = await model.importFiles(await Promise.all(read))
    setBusy(false)
    setFailure(result.ok ? undefined : result)
    if (result.ok) setReport(result)
  }
  return (
    <Dialog title={words.importTitle} onClose={onClose}>
      <form onSubmit={submit}>
        <p class="quiet">{words.importHelp}</p>
        <label class="field">
          <span>{words.importLanguage}</span>
          <select
            class="input"
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value as Language)}
          >
            {languages.map((each) => (
              <option key={each} value={each}>
                {t().common.languages[each]}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{words.importFiles}</span>
          <input
            class="input"
            type="file"
            multiple
            accept=".md,text/markdown"
            onChange={(event) => {
              setFiles([...(event.currentTarget.files ?? [])])
              setReport(undefined)
            }}
          />
        </label>
        {failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
        {report !== undefined && <Report report={report} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.close}
          </button>
          <button type="submit" class="button button-primary" disabled={isBusy || files.length === 0}>
            {words.importRun(number(files.length))}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Report({ report }: { report: ImportReport }) {
  const words = t().knowledge
  return (
    <div class="import-report" role="status">
      <p>{words.importReport(number(report.imported), number(report.unchanged))}</p>
      {report.failed.length > 0 && (
        <>
          <strong>{words.importFailed(number(report.failed.length))}</strong>
          <ul>
            {report.failed.map((each) => (
              <li key={each.name}>
                <code>{each.name}</code> {each.message}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
