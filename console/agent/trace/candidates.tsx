import type { RetrieveDetail, TraceCandidate } from '#shared/trace.ts'
import { usePermission } from '../../shell/desk-context.ts'
import { number, percent } from '../../shell/format.ts'
import { LanguageMark } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'

/** The articles that came near, best first, with the passage that fits best. */
export function Candidates({ detail }: { detail: Partial<RetrieveDetail> }) {
  const { candidates: words, nearnessHelp, nothingFound } = t().trace
  const { candidates = [], release } = detail
  if (candidates.length === 0) return <p class="hint">{nothingFound}</p>
  const best = Math.max(...candidates.map(({ score = 0 }) => score))
  const hasScores = candidates.some(({ score }) => score !== undefined)
  return (
    <table class="trace-table">
      <caption>
        {words.title}
        {release !== undefined && <small> · {t().common.release(release)}</small>}
      </caption>
      <thead>
        <tr>
          <th scope="col">{words.article}</th>
          {hasScores && (
            <th scope="col" class="figure" title={nearnessHelp}>
              {words.nearness}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {candidates.map((candidate, index) => (
          <tr key={index}>
            <td>
              <Article candidate={candidate} />
            </td>
            {hasScores && (
              <td class="figure">
                {candidate.score !== undefined && best > 0 && percent(Math.max(0, candidate.score) / best)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Article({ candidate }: { candidate: TraceCandidate }) {
  const { articleId, language, version, passage, confidence } = candidate
  const { bestConfidence, version: versionOf } = t().trace
  const mayRead = usePermission('knowledge:read')
  const title = <span lang={language}>{candidate.title ?? articleId}</span>
  const address = `/console/knowledge?article=${encodeURIComponent(articleId)}&language=${language}`
  const known = [
    ...(confidence === undefined ? [] : [bestConfidence(percent(confidence))]),
    ...(version === undefined ? [] : [versionOf(number(version))]),
  ]
  return (
    <>
      {mayRead ? <a href={address}>{title}</a> : title} <LanguageMark language={language} />
      {known.length > 0 && <small>{known.join(' · ')}</small>}
      {passage !== undefined && (
        <p class="passage" lang={language}>
          {plain(passage)}
        </p>
      )}
    </>
  )
}

/** The passage without the signs of Markdown, on one line: it only has to be recognised. */
function plain(passage: string): string {
  return passage.replaceAll(/^\s*(?:[-*+]|\d+\.)\s+/gm, '· ').replaceAll(/[*`]+|^#+ /gm, '')
}
