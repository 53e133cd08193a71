import { UsersRound } from 'lucide-preact'
import type { InboxCounts, InboxRow } from '#shared/protocol.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { number } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

interface FilterProps {
  counts: InboxCounts | undefined
  isHere: boolean
  href: string
}

/** The way to what one's teams were pulled into; only there while there is something. */
export function HelpingFilter({ counts, isHere, href }: FilterProps) {
  const count = counts?.helping ?? 0
  if (count === 0 && !isHere) return null
  const words = t().presence.pullIn
  return (
    <a class="attention-filter" href={href} title={words.listHelp} aria-current={isHere ? 'page' : undefined}>
      <UsersRound size={14} />
      {words.list}
      {count > 0 && <span class="count">{number(count)}</span>}
    </a>
  )
}

/** Tells whether a team of one's own helps with a conversation. */
export function useHelpedBy(): (row: InboxRow) => boolean {
  const { person, tools } = useDesk()
  const teams = tools.presence.people.value.find(({ id }) => id === person.id)?.teams ?? []
  return ({ helpers }) => helpers.some(({ teamId }) => teamId !== undefined && teams.includes(teamId))
}
