import './trace.css'
import { Check, Copy } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { TurnOutcome } from '#shared/conversation.ts'
import type { Compared, TurnStep } from '#shared/trace.ts'
import { usePermission } from '../../shell/desk-context.ts'
import { cost, exactPercent, number, percent, took } from '../../shell/format.ts'
import { Badge, ShareBar, type Tone } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import type { Turn } from '../conversation/entries.ts'
import { Candidates } from './candidates.tsx'
import { ModelCalls } from './model-calls.tsx'
import { factsOf } from './step-facts.ts'
import { failureFor, wordFor } from './trace-words.ts'

/** An outcome of a later version has none. */
const tones: Partial<Record<TurnOutcome, Tone>> = {
  answered: 'assistant',
  asked: 'assistant',
  declined: 'plain',
  'handed-over': 'waiting',
  superseded: 'plain',
}

/** One turn of the assistant as a story: how it ended, by which rule, then step by step how it came to it. */
export function TraceView({ turn }: { turn: Turn }) {
  const words = t().trace
  return (
    <div class="trace">
      <div class="trace-end">
        <p>
          <Badge tone={tones[turn.outcome] ?? 'plain'}>{t().agent.panel.outcomes[turn.outcome]}</Badge>{' '}
          {turn.reason !== undefined && <span class="quiet">{t().reasons[turn.reason]}</span>}
        </p>
        {turn.rule !== undefined && <p>{wordFor(words.rules, turn.rule.name)}</p>}
        {turn.rule?.compared?.map((each) => (
          <Comparison key={each.measure} {...each} />
        ))}
      </div>
      <TurnFacts turn={turn} />
      <ol class="steps">
        {turn.steps.map((step, index) => (
          <li key={index}>
            <Step step={step} />
          </li>
        ))}
      </ol>
      {turn.models !== undefined && turn.models.length > 0 && <ModelCalls calls={turn.models} />}
      {turn.isCut === true && <p class="hint">{words.isCut}</p>}
      <CopyButton turn={turn} />
    </div>
  )
}

const counts: ReadonlySet<string> = new Set(['misses', 'times', 'guesses'])

/** A number and the threshold it was held against. */
function Comparison({ measure, value, threshold }: Compared) {
  const say = counts.has(measure) ? number : exactPercent
  const sign = value > threshold ? '>' : value < threshold ? '<' : '='
  return (
    <p class="comparison">
      <span>{wordFor(t().trace.measures, measure)}</span>
      <span>
        {say(value)} {sign} {say(threshold)}
      </span>
    </p>
  )
}

function TurnFacts({ turn }: { turn: Turn }) {
  const { labels } = t().trace
  const mayReadReleases = usePermission('releases')
  // Where the rule compared it, it stands above already, beside its threshold.
  const isCompared = turn.rule?.compared?.some(({ measure }) => measure === 'confidence') === true
  const costs = turn.models?.flatMap((each) => each.cost ?? []) ?? []
  return (
    <dl class="facts">
      {turn.confidence !== undefined && !isCompared && (
        <Fact name={labels.confidence}>
          <ShareBar share={turn.confidence} label={percent(turn.confidence)} />
        </Fact>
      )}
      {turn.release !== undefined && (
        <Fact name={labels.release}>
          {mayReadReleases ? (
            <a href={`/console/releases?release=${turn.release}`}>{number(turn.release)}</a>
          ) : (
            number(turn.release)
          )}
        </Fact>
      )}
      {turn.responsibilities !== undefined && (
        <Fact name={labels.list}>{t().trace.version(number(turn.responsibilities))}</Fact>
      )}
      <Fact name={labels.took}>{took(turn.took)}</Fact>
      <Fact name={labels.model}>
        {turn.model?.name ?? t().agent.panel.noModel}
        {turn.modelFailure !== undefined && <small>{failureFor(turn.modelFailure)}</small>}
      </Fact>
      {costs.length > 0 && <Fact name={labels.cost}>{cost(costs.reduce((sum, each) => sum + each, 0))}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Step({ step }: { step: TurnStep }) {
  const { facts, others } = factsOf(step)
  const name = wordFor(t().agent.panel.specialists, step.specialist)
  return (
    <>
      <div class="step-head">
        <strong>{name}</strong>
        <span>{took(step.took)}</span>
      </div>
      <dl class="step-facts">
        {facts.map(({ label, text, note, isQuoted, isId, isBad }, index) => (
          <div key={index} class={isBad ? 'step-bad' : ''}>
            <dt>{label}</dt>
            <dd>
              {isQuoted ? <q>{text}</q> : isId ? <span class="article-id">{text}</span> : text}
              {note !== undefined && <small> · {note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {step.specialist === 'retrieve' && <Candidates detail={step.detail} />}
      {others.length > 0 && (
        <dl class="step-facts step-others" aria-label={t().trace.more}>
          {others.map(([other, value]) => (
            <div key={other}>
              <dt>
                <code>{other}</code>
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

/** Milliseconds that the button says what it did. */
const saidFor = 2_000

function CopyButton({ turn }: { turn: Turn }) {
  const words = t().trace
  const [done, setDone] = useState<'copied' | 'notCopied'>()
  useEffect(() => {
    if (done === undefined) return
    const timer = setTimeout(() => setDone(undefined), saidFor)
    return () => clearTimeout(timer)
  }, [done])
  async function copy() {
    try {
      await navigator.clipboard.writeText(JSON.stringify(turn, null, 2))
      setDone('copied')
    } catch {
      // A browser gives its clipboard only to secure addresses, and only where the person lets it.
      setDone('notCopied')
    }
  }
  return (
    <button type="button" class="button" aria-live="polite" onClick={() => void copy()}>
      {done === 'copied' ? <Check size={14} /> : <Copy size={14} />} {words[done ?? 'copy']}
    </button>
  )
}
