import type { TurnOutcome, TurnStep } from '#shared/conversation.ts'
import { number, percent, took } from '../../shell/format.ts'
import { Badge, ShareBar, type Tone } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import type { Turn } from '../conversation/entries.ts'

const tones: Record<TurnOutcome, Tone> = {
  answered: 'assistant',
  asked: 'assistant',
  declined: 'plain',
  'handed-over': 'waiting',
  superseded: 'plain',
}

/** How one turn of the assistant came to its end: outcome, confidence, release, steps, model. */
export function TraceView({ turn }: { turn: Turn }) {
  const words = t().agent.panel
  return (
    <div class="trace">
      <dl class="facts">
        <div>
          <dt>{words.outcome}</dt>
          <dd>
            <Badge tone={tones[turn.outcome]}>{words.outcomes[turn.outcome]}</Badge>{' '}
            {turn.reason !== undefined && <span class="quiet">{t().reasons[turn.reason]}</span>}
          </dd>
        </div>
        {turn.confidence !== undefined && (
          <div>
            <dt>{t().agent.confidence}</dt>
            <dd>
              <ShareBar share={turn.confidence} label={percent(turn.confidence)} />
            </dd>
          </div>
        )}
        {turn.release !== undefined && (
          <div>
            <dt>{words.release}</dt>
            <dd>{turn.release}</dd>
          </div>
        )}
        <div>
          <dt>{words.took}</dt>
          <dd>{took(turn.took)}</dd>
        </div>
        <div>
          <dt>{words.model}</dt>
          <dd>
            {turn.model === undefined ? (
              words.noModel
            ) : (
              <>
                {turn.model.name}
                <small>{words.tokens(number(turn.model.inputTokens), number(turn.model.outputTokens))}</small>
              </>
            )}
          </dd>
        </div>
        {turn.modelFailure !== undefined && (
          <div>
            <dt>{words.modelFailure}</dt>
            <dd>{turn.modelFailure}</dd>
          </div>
        )}
      </dl>
      <ol class="steps">
        {turn.steps.map((step, index) => (
          <li key={index}>
            <Step step={step} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function Step({ step }: { step: TurnStep }) {
  const details = Object.entries(step.detail)
  return (
    <>
      <div class="step-head">
        <strong>{t().agent.panel.specialists[step.specialist] ?? step.specialist}</strong>
        <span>{took(step.took)}</span>
      </div>
      {details.length > 0 && (
        <dl class="step-detail">
          {details.map(([name, value]) => (
            <div key={name}>
              <dt>{readableName(name)}</dt>
              <dd>{readable(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

/** The name in the reader's language, or the record's own as words: `answerAt` → `answer at`. */
function readableName(name: string): string {
  const names: Record<string, string> = t().agent.panel.details
  return names[name] ?? name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}

/** A value of the record as a person reads it: fractions short, one line for each thing of a list. */
function readable(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? number(value) : value.toFixed(2)
  if (typeof value === 'boolean') return value ? '✓' : '–'
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) {
    return value.map(readable).join(value.some((each) => typeof each === 'object') ? '\n' : ', ')
  }
  return typeof value === 'object' ? Object.values(value).map(readable).join(' · ') : String(value)
}
