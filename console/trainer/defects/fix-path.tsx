import { Check, TriangleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { Defect } from '#shared/defect.ts'
import { t } from '../../texts/texts.ts'
import { ArticleStep } from './article-step.tsx'
import { CaseStep } from './case-step.tsx'
import { type FixPath, type Step, steps } from './defect-path.ts'
import type { DefectsModel } from './defects-model.ts'
import { EvaluateStep, PublishStep, ReleaseStep } from './release-steps.tsx'

interface PathProps {
  model: DefectsModel
  defect: Defect
}

/** The five steps to a fix; the one to take now stands out. */
export function FixPathView({ model, defect }: PathProps) {
  const path = model.path.value
  if (path === undefined) return null
  const shared = { model, defect, path }
  const bodies: Record<Step, ComponentChildren> = {
    article: <ArticleStep {...shared} />,
    case: <CaseStep {...shared} />,
    release: <ReleaseStep {...shared} />,
    evaluate: <EvaluateStep {...shared} />,
    publish: <PublishStep {...shared} />,
  }
  return (
    <section class="path" aria-label={t().defects.pathTitle}>
      <h2>{t().defects.pathTitle}</h2>
      <ol>
        {steps.map((step, index) => (
          <StepFrame key={step} step={step} place={index + 1} path={path}>
            {bodies[step]}
          </StepFrame>
        ))}
      </ol>
    </section>
  )
}

interface FrameProps {
  step: Step
  place: number
  path: FixPath
  children: ComponentChildren
}

function StepFrame({ step, place, path, children }: FrameProps) {
  const state = path.states[step]
  const words = t().defects
  const labels = {
    done: words.doneStep,
    next: words.next,
    later: words.laterStep,
    blocked: words.blockedStep,
  }
  return (
    <li class={`step step-${state}`} aria-current={state === 'next' ? 'step' : undefined}>
      <span class="step-mark" aria-hidden="true">
        {state === 'done' ? <Check size={14} /> : state === 'blocked' ? <TriangleAlert size={14} /> : place}
      </span>
      <div class="step-body">
        <div class="step-title">
          <h3>{words.steps[step]}</h3>
          <span class="step-state">{labels[state]}</span>
        </div>
        {children}
      </div>
    </li>
  )
}

export interface StepProps {
  model: DefectsModel
  defect: Defect
  path: FixPath
}
