import './levels.css'
import { Timer } from 'lucide-preact'
import type { ClockView } from '#shared/clock-view.ts'
import { t } from '../../texts/texts.ts'
import { leftText, type Standing, standingOf, titleOf } from './clock-text.ts'

/** How a clock that was not drawn before would be told apart: its level, where there are several side by side. */
interface ClockProps {
  clock: ClockView
  hasName?: boolean
}

const classes: Record<Standing, string> = {
  calm: 'level-clock',
  near: 'level-clock level-near',
  late: 'level-clock level-late',
  paused: 'level-clock level-paused',
}

function LevelClock({ clock, hasName = false }: ClockProps) {
  const standing = standingOf(clock)
  return (
    <span class={classes[standing]} title={titleOf(clock)}>
      <Timer size={12} aria-hidden="true" />
      {hasName && `${t().teams.clock.names[clock.level]} `}
      {leftText(clock)}
    </span>
  )
}

/** On a row: the service level that is due first. One that stands still is nobody's worry there. */
export function RowClock({ clocks }: { clocks: readonly ClockView[] }) {
  const [first] = clocks
  return first === undefined || standingOf(first) === 'paused' ? null : <LevelClock clock={first} />
}

/** On a conversation: each of its service levels by name, the first due in front. */
export function HeaderClocks({ clocks }: { clocks: readonly ClockView[] }) {
  if (clocks.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this groups words
    <span class="level-clocks" role="group" aria-label={t().teams.clock.label}>
      {clocks.map((clock) => (
        <LevelClock key={clock.level} clock={clock} hasName />
      ))}
    </span>
  )
}
