import { AlarmClock, Ban, ChevronsUp, GitMerge, Star } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { weekdayTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { TagChip } from '../tags/tag-chip.tsx'
import './wrap-up.css'

/** What people did to this conversation, and what the visitor said of it: one line, and none where there is nothing. */
export function ActsStrip({ model, snapshot }: { model: ConversationModel; snapshot: DeskSnapshot }) {
  const { tools } = useDesk()
  const words = t().wrapUp
  const { acts = {}, visitor } = snapshot
  const tags = tools.tags.named(acts.tags)
  const from = snapshot.events.findLast((event) => event.type === 'conversation:merged')
  const mergedFrom = from?.type === 'conversation:merged' ? from.from : undefined
  const { priority, snooze, rating, mergedInto } = acts
  const hasAny =
    tags.length > 0 ||
    priority ||
    snooze ||
    rating ||
    mergedInto ||
    mergedFrom ||
    visitor.blocked !== undefined
  if (!hasAny) return null
  return (
    <div class="acts-strip">
      {mergedInto !== undefined && <Linked text={words.merge.into} to={mergedInto} />}
      {mergedFrom !== undefined && <Linked text={words.merge.from} to={mergedFrom} />}
      {visitor.blocked !== undefined && (
        <Fact icon={<Ban size={12} />} tone="risk">
          {visitor.blocked.until === undefined
            ? words.block.blocked(visitor.blocked.by)
            : words.block.blockedUntil(weekdayTime(visitor.blocked.until), visitor.blocked.by)}{' '}
          <button type="button" class="link" onClick={() => void model.acts.unblock()}>
            {words.block.unblock}
          </button>
        </Fact>
      )}
      {snooze !== undefined && (
        <Fact icon={<AlarmClock size={12} />} tone="waiting">
          {words.snooze.until(weekdayTime(snooze.until))}{' '}
          <button type="button" class="link" onClick={() => void model.acts.wake()}>
            {words.snooze.wake}
          </button>
        </Fact>
      )}
      {priority !== undefined && (
        <Fact icon={<ChevronsUp size={12} />} tone={priority.level === 'urgent' ? 'risk' : 'plain'}>
          {words.priority.setBy(words.priority.levels[priority.level], priority.by)}
        </Fact>
      )}
      {rating !== undefined && (
        <Fact icon={<Star size={12} />} tone={rating.score <= 2 ? 'risk' : 'person'}>
          {words.rating.stars(rating.score)}
          {rating.comment !== undefined && <q>{rating.comment}</q>}
        </Fact>
      )}
      {tags.map((tag) => (
        <TagChip key={tag.id} tag={tag} onRemove={() => void model.acts.tag({ add: [], remove: [tag] })} />
      ))}
    </div>
  )
}

function Linked({ text, to }: { text: string; to: string }) {
  return (
    <Fact icon={<GitMerge size={12} />} tone="plain">
      {text} <a href={`/console/?view=all&conversation=${encodeURIComponent(to)}`}>{t().wrapUp.merge.open}</a>
    </Fact>
  )
}

interface FactProps {
  icon: ComponentChildren
  tone: 'plain' | 'waiting' | 'person' | 'risk'
  children: ComponentChildren
}

function Fact({ icon, tone, children }: FactProps) {
  return (
    <span class={`act-fact badge badge-${tone}`}>
      {icon}
      <span>{children}</span>
    </span>
  )
}
