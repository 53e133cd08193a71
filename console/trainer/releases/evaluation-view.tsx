import { useEffect } from 'preact/hooks'
import type { HandoverReason } from '#shared/conversation.ts'
import type { Expectation } from '#shared/knowledge.ts'
import type { EvaluationFailure, EvaluationSummary, Release } from '#shared/rest.ts'
import { number, percent } from '../../shell/format.ts'
import { Badge, LanguageMark, ShareBar, Skeleton } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import type { ReleasesModel } from './releases-model.ts'

interface EvaluationProps {
  model: ReleasesModel
  release: Release
}

/** What the cases say of a release: progress while they run, then the gate and every case that fails. */
export function EvaluationView({ model, release }: EvaluationProps) {
  const words = t().releases
  const { evaluation } = release
  return (
    <section class="block">
      <div class="block-head">
        <h2>{words.evaluation}</h2>
        {evaluation?.state !== 'running' && (
          <button
            type="button"
            class={evaluation === undefined ? 'button button-primary' : 'button'}
            disabled={model.busy.value !== undefined}
            onClick={() => void model.evaluate(release.number)}
          >
            {evaluation === undefined ? words.evaluate : words.evaluateAgain}
          </button>
        )}
      </div>
      {evaluation === undefined && <p class="quiet">{words.notEvaluated}</p>}
      {evaluation?.state === 'running' && <Running evaluation={evaluation} />}
      {evaluation?.state === 'failed' && <p class="quiet">{words.failedRun}</p>}
      {evaluation?.state === 'finished' && <Finished model={model} evaluation={evaluation} />}
    </section>
  )
}

function Running({ evaluation }: { evaluation: EvaluationSummary }) {
  const words = t().releases
  const { done, total, passed } = evaluation
  return (
    <div class="running" role="status">
      <ShareBar
        share={total === 0 ? 0 : done / total}
        tone="accent"
        label={words.running(number(done), number(total))}
      />
      {done > 0 && <p class="quiet">{words.passing(percent(passed / done))}</p>}
    </div>
  )
}

function Finished({ model, evaluation }: { model: ReleasesModel; evaluation: EvaluationSummary }) {
  const words = t().releases
  const { gate, passed, total } = evaluation
  const failures = model.failures.value.get(evaluation.id)
  useEffect(() => {
    void model.loadFailures(evaluation.id)
  }, [evaluation.id])
  const share = total === 0 ? 0 : passed / total
  return (
    <>
      <p class="result">{words.result(number(passed), number(total), percent(share))}</p>
      <div class={gate?.open === true ? 'gate gate-open' : 'gate gate-closed'}>
        <strong>{gate?.open === true ? words.gateOpen : words.gateClosed}</strong>
        {gate?.open === true && <span>{words.gateOpenHelp}</span>}
        {gate !== undefined && gate.reasons.length > 0 && (
          <ul class="reasons">
            {gate.reasons.map((reason) => (
              <li key={reason.code + reason.question}>
                {t().releases.gateReasons[reason.code](reason.question)}
              </li>
            ))}
          </ul>
        )}
      </div>
      {failures === undefined ? <Skeleton rows={3} /> : <Failures failures={failures} />}
    </>
  )
}

function Failures({ failures }: { failures: readonly EvaluationFailure[] }) {
  const words = t().releases
  if (failures.length === 0) return <p class="quiet">{words.noFailures}</p>
  const worstFirst = failures.toSorted((one, other) => Number(other.regression) - Number(one.regression))
  return (
    <>
      <h3>{words.failures(number(failures.length))}</h3>
      <table class="table failures">
        <thead>
          <tr>
            <th scope="col">{words.columns.question}</th>
            <th scope="col">{words.columns.expected}</th>
            <th scope="col">{words.columns.got}</th>
          </tr>
        </thead>
        <tbody>
          {worstFirst.map((each) => (
            <tr key={each.case.id}>
              <td>
                <LanguageMark language={each.case.locale} />{' '}
                <span lang={each.case.locale}>{each.case.question}</span>{' '}
                {each.regression && (
                  <span title={words.regressionHelp}>
                    <Badge tone="risk">{words.regression}</Badge>
                  </span>
                )}
              </td>
              <td>{outcomeText(each.case.expect)}</td>
              <td>
                {outcomeText(each.got)}{' '}
                {each.got.confidence !== undefined && (
                  <span class="quiet">{percent(each.got.confidence)}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function outcomeText(outcome: Expectation | EvaluationFailure['got']): string {
  const word = t().releases.outcome[outcome.kind]
  if ('articleId' in outcome && outcome.articleId !== undefined) return outcome.articleId
  if ('reason' in outcome && outcome.reason !== undefined) {
    return `${word} · ${t().reasons[outcome.reason as HandoverReason] ?? outcome.reason}`
  }
  return word
}
