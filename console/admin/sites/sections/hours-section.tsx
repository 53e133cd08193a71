import { t } from '../../../texts/texts.ts'
import { HoursChoice } from '../../hours/hours-choice.tsx'
import type { EditorModel } from '../editor/editor-model.ts'

/** When people are there. */
export function HoursSection({ model }: { model: EditorModel }) {
  return (
    <HoursChoice
      legend={t().sites.sections.hours}
      words={t().sites.hours}
      hours={model.draft.value.hours}
      problems={model.problems.value}
      onHours={(hours) => model.change({ hours })}
    />
  )
}
