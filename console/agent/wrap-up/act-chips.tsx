import { AlarmClock, ChevronDown, ChevronsUp, ChevronUp, Star } from 'lucide-preact'
import type { InboxRow } from '#shared/protocol.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { weekdayTime } from '../../shell/format.ts'
import { Badge } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { TagChips } from '../tags/tag-chip.tsx'

/** Whether a row has anything of what people did that its line shows. */
export function hasActChips({ acts }: InboxRow): boolean {
  if (acts === undefined) return false
  const { tags = [], priority, snooze, rating, ending } = acts
  return tags.length > 0 || [priority, snooze, rating, ending].some((each) => each !== undefined)
}

/** What people did to a conversation, and what its visitor said of it, on its line of a list. */
export function ActChips({ row }: { row: InboxRow }) {
  const { tools } = useDesk()
  const words = t().wrapUp
  if (row.acts === undefined) return null
  const { tags, priority, snooze, rating, ending } = row.acts
  return (
    <>
      {snooze !== undefined && (
        <Badge tone="waiting">
          <AlarmClock size={12} /> {weekdayTime(snooze.until)}
        </Badge>
      )}
      {priority !== undefined && priority.level !== 'normal' && (
        <span title={words.priority.setBy(words.priority.levels[priority.level], priority.by)}>
          <Badge tone={priority.level === 'urgent' ? 'risk' : 'plain'}>
            {icons[priority.level]} {words.priority.levels[priority.level]}
          </Badge>
        </span>
      )}
      {row.status === 'resolved' && ending !== undefined && (
        <Badge tone={ending === 'solved' ? 'person' : 'plain'}>{words.endings[ending]}</Badge>
      )}
      {rating !== undefined && (
        <span title={[words.rating.stars(rating.score), rating.comment].filter(Boolean).join(' · ')}>
          <Badge tone={rating.score <= 2 ? 'risk' : 'person'}>
            <Star size={12} /> {rating.score}
          </Badge>
        </span>
      )}
      <TagChips tags={tools.tags.named(tags)} most={2} />
    </>
  )
}

const icons = {
  low: <ChevronDown size={12} />,
  high: <ChevronUp size={12} />,
  urgent: <ChevronsUp size={12} />,
} as const
