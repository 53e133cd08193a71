import './case.css'
import type { CaseIntent } from '#shared/case/case-file.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { language, t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { summaryLines } from './case-words.ts'
import { FactList } from './fact-list.tsx'
import { MoodLine } from './mood-line.tsx'
import { PromiseList } from './promise-list.tsx'

interface SectionProps {
  model: ConversationModel
  snapshot: DeskSnapshot
}

/** The case file as people see and correct it: the summary first, then what it stands on. */
export function CaseSection({ model, snapshot }: SectionProps) {
  const { caseFile } = snapshot
  const words = t().case
  // What was handed over stands above already, in the visitor's words.
  const lines = summaryLines(caseFile, snapshot.summary)
  return (
    <section class="case" aria-label={words.title}>
      <h3>{words.title}</h3>
      {lines.length > 0 && (
        <ul class="case-summary" aria-label={words.summary.label}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <FactList model={model} facts={caseFile.facts} />
      <PromiseList model={model} promises={caseFile.promises} />
      {caseFile.intents.length > 0 && <Intents intents={caseFile.intents} lang={snapshot.language} />}
      {caseFile.mood.length > 0 && <MoodLine mood={caseFile.mood} />}
    </section>
  )
}

/** Newest first: what they want now is read first. */
function Intents({ intents, lang }: { intents: readonly CaseIntent[]; lang: string }) {
  const words = t().case
  return (
    <details class="case-part">
      <summary>
        <h4>{words.intents}</h4>
      </summary>
      <ol class="case-intents">
        {intents.toReversed().map((each) => (
          <li key={each.seq}>
            <span lang={lang}>{each.asked}</span>
            <small>
              {[
                each.outcome && (words.outcomes as Record<string, string>)[each.outcome],
                each.isMissed && words.missed,
                ...each.articles.map(({ id, title }) => title[language.value] ?? title.en ?? title.zh ?? id),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ol>
    </details>
  )
}
