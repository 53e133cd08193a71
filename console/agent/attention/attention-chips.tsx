import './attention.css'
import { Eye, UsersRound } from 'lucide-preact'
import type { HelpingTeam } from '#shared/team.ts'
import { isForSupervisor, priorityOf, type Signal } from '#shared/watch.ts'
import { number } from '../../shell/format.ts'
import { Badge } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { supervisors } from './attention-groups.ts'
import { reasonText, teamName, toneOf } from './attention-text.ts'

interface ChipsProps {
  attention: readonly Signal[]
  helpers: readonly HelpingTeam[]
  /** No more than this many; the rest is counted. */
  most: number
}

/** Why a conversation needs attention, the gravest first; the numbers are in each chip's title. */
export function AttentionChips({ attention, helpers, most }: ChipsProps) {
  const sorted = attention.toSorted((one, other) => priorityOf([other]) - priorityOf([one]))
  const rest = sorted.slice(most)
  return (
    <>
      {sorted.slice(0, most).map((each) => (
        <span key={each.name} class="attention-chip" title={reasonText(each)}>
          <Badge tone={toneOf(each)}>{t().watch.chips[each.name]}</Badge>
        </span>
      ))}
      {rest.length > 0 && (
        <span class="attention-chip" title={rest.map(reasonText).join(' · ')}>
          <Badge>+{number(rest.length)}</Badge>
        </span>
      )}
      {!helpers.some(({ name }) => name === supervisors) && isForSupervisor(attention) && (
        <span class="attention-chip" title={t().watch.forSupervisor}>
          <Badge tone="person">
            <Eye size={12} /> {teamName(supervisors)}
          </Badge>
        </span>
      )}
      {helpers.map(({ name }) => (
        <span key={name} class="attention-chip" title={t().watch.team(teamName(name))}>
          <Badge tone="person">
            <UsersRound size={12} /> {teamName(name)}
          </Badge>
        </span>
      ))}
    </>
  )
}
