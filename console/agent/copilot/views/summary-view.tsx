import type { CopilotAnswers } from '#shared/copilot.ts'
import { weekdayTime } from '../../../shell/format.ts'
import { t } from '../../../texts/texts.ts'

/** What the visitor wants, what was tried, agreed and is open: a line each. */
export function SummaryView({ summary }: { summary: CopilotAnswers['copilot:summarise'] }) {
  const words = t().copilot
  const { lines, without } = summary
  return (
    <div class="copilot-draft">
      {without !== undefined && without !== 'no-model' && (
        <p class="copilot-hint">{words.without[without]}</p>
      )}
      <dl class="copilot-summary">
        {lines.map(({ about, text, byModel }) => (
          <div key={about}>
            <dt>{words.summary[about]}</dt>
            <dd>
              {inLocalTime(text)} {byModel && <small class="copilot-mark">{words.model}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Times come as everybody reads them alike; here somebody reads them by their own clock. */
function inLocalTime(text: string): string {
  return text.replaceAll(/(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/g, (_, day: string, time: string) =>
    weekdayTime(Date.parse(`${day}T${time}:00Z`)),
  )
}
