import type { MoodPoint } from '#shared/case/case-file.ts'
import { trendOf } from '#shared/case/summary.ts'
import { percent } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

const width = 120
const height = 28
/** Room for the dot and the stroke. */
const edge = 4

/** How content the visitor seemed, message by message: a line to glance at, and the same in words. */
export function MoodLine({ mood }: { mood: readonly MoodPoint[] }) {
  const words = t().case
  const trend = trendOf(mood.map(({ satisfaction }) => satisfaction))
  const points = mood.map(({ satisfaction }, index) => {
    const share = mood.length === 1 ? 1 : index / (mood.length - 1)
    return { x: edge + share * (width - 2 * edge), y: edge + (1 - satisfaction) * (height - 2 * edge) }
  })
  const first = mood[0]?.satisfaction ?? 0
  const last = mood.at(-1)?.satisfaction ?? 0
  const end = points.at(-1)
  return (
    <div class="case-part">
      <h4>{words.mood}</h4>
      <div class={`mood mood-${trend}`}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={words.moodLine(percent(first), percent(last), words.moods[trend])}
        >
          <line x1={edge} x2={width - edge} y1={height / 2} y2={height / 2} class="mood-middle" />
          <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
          {end && <circle cx={end.x} cy={end.y} r="3" />}
        </svg>
        <span aria-hidden="true">{words.moods[trend]}</span>
      </div>
    </div>
  )
}
