import { dateTime, number } from '../../shell/format.ts'
import { ShareBar } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import type { StepProps } from './fix-path.tsx'

/** Step 3: the mended article into a release. */
export function ReleaseStep({ model, defect, path }: StepProps) {
  const words = t().defects.release
  const { release } = path
  if (release !== undefined)
    return <p class="quiet">{words.made(release.number, dateTime(release.createdAt))}</p>
  if (path.next !== 'release') return null
  return (
    <>
      <p>{words.help}</p>
      <div class="step-actions">
        <button
          type="button"
          class="button button-primary"
          disabled={model.releases.busy.value !== undefined}
          onClick={() => void model.releases.make(words.note(shortened(defect.question)))}
        >
          {words.make}
        </button>
      </div>
    </>
  )
}

/** Step 4: every case is asked of the release. */
export function EvaluateStep({ model, path }: StepProps) {
  const words = t().defects.evaluate
  const { release } = path
  const evaluation = release?.evaluation
  if (release === undefined || path.states.release !== 'done') return null
  const [done, total] = [number(evaluation?.done ?? 0), number(evaluation?.total ?? 0)]
  if (evaluation?.state === 'running') {
    const share = evaluation.total === 0 ? 0 : evaluation.done / evaluation.total
    return <ShareBar share={share} tone="accent" label={words.running(done, total)} />
  }
  if (path.states.evaluate === 'done' && evaluation !== undefined) {
    return <p class="quiet">{words.passed(number(evaluation.passed), total)}</p>
  }
  if (path.next !== 'evaluate') return null
  return (
    <>
      {evaluation === undefined && <p>{words.help}</p>}
      {evaluation?.state === 'failed' && <p>{words.failed}</p>}
      {evaluation?.state === 'finished' && (
        <>
          <p>{words.closed}</p>
          <ul class="reasons">
            {evaluation.gate?.reasons.map((reason) => (
              <li key={reason.code + reason.question}>
                {t().releases.gateReasons[reason.code](reason.question)}
              </li>
            ))}
          </ul>
        </>
      )}
      <div class="step-actions">
        {evaluation?.state === 'finished' && (
          <a class="button button-primary" href={`/console/releases?release=${release.number}`}>
            {words.see}
          </a>
        )}
        <button
          type="button"
          class={evaluation?.state === 'finished' ? 'button' : 'button button-primary'}
          disabled={model.releases.busy.value !== undefined}
          onClick={() => void model.releases.evaluate(release.number)}
        >
          {words.run(release.number)}
        </button>
      </div>
    </>
  )
}

/** Step 5: the release goes live and the server closes the defect. */
export function PublishStep({ model, path }: StepProps) {
  const words = t().defects.publish
  const { release } = path
  if (path.next !== 'publish' || release === undefined) return null
  return (
    <>
      <p>{words.help}</p>
      <div class="step-actions">
        <button
          type="button"
          class="button button-primary"
          disabled={model.releases.busy.value !== undefined}
          onClick={() => void model.publish()}
        >
          {words.run(release.number)}
        </button>
      </div>
    </>
  )
}

/** A release's note has room for 500 characters; a visitor's question may be longer. */
function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`
}
