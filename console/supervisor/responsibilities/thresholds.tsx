import { NumberField } from '../../shell/fields.tsx'
import { t } from '../../texts/texts.ts'
import type { ListField } from './changes.ts'
import { ShareField } from './fields.tsx'
import type { ResponsibilitiesModel } from './responsibilities-model.ts'

/** The figures that count for the whole list. */
export function Thresholds({ model }: { model: ResponsibilitiesModel }) {
  const words = t().responsibilities
  const draft = model.draft.value
  if (draft === undefined) return null
  function problemOf(field: ListField): string | undefined {
    const issue = model.issues.value.find((each) => each.row === undefined && each.field === field)
    return issue && words.problems[issue.problem]
  }
  return (
    <section class="thresholds" aria-label={words.thresholds}>
      <ShareField
        label={words.askAt}
        help={words.askAtHelp}
        problem={problemOf('askAt')}
        value={draft.askAt}
        onValue={(value = Number.NaN) => model.setFigure('askAt', value)}
      />
      <ShareField
        label={words.angerAt}
        help={words.angerAtHelp}
        problem={problemOf('angerAt')}
        value={draft.angerAt}
        onValue={(value = Number.NaN) => model.setFigure('angerAt', value)}
      />
      <NumberField
        label={words.missesAllowed}
        help={words.missesAllowedHelp}
        problem={problemOf('missesAllowed')}
        value={draft.missesAllowed}
        least={1}
        most={5}
        step={1}
        onValue={(value = Number.NaN) => model.setFigure('missesAllowed', value)}
      />
    </section>
  )
}
