import { useLocation } from 'preact-iso'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { likelyWrapUp } from '#shared/wrap-up.ts'
import { useCommands } from '../../shell/commands/use-commands.ts'
import { useDesk, usePermission } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { weekdayTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { TagField } from '../tags/tag-field.tsx'
import { BlockDialog } from './block-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { PriorityDialog } from './priority-dialog.tsx'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { WrapUpDialog } from './wrap-up-dialog.tsx'

/** The keys of what people do to a conversation, and the dialog that one of them opened. */
export function ActsDialogs({ model, snapshot }: { model: ConversationModel; snapshot: DeskSnapshot }) {
  const { tools } = useDesk()
  const { route } = useLocation()
  const isSupervisor = usePermission('blocks')
  const { acts } = model
  const isOpen = snapshot.status !== 'resolved'
  const show = (name: NonNullable<typeof acts.open.value>) => () => {
    acts.open.value = name
  }
  const isWithPeople = snapshot.status === 'queued' || model.isMine.value
  useCommands({
    tags: show('tags'),
    ...(isOpen && { priority: show('priority'), merge: show('merge') }),
    ...(isWithPeople && { snooze: show('snooze') }),
    ...(snapshot.acts?.snooze && { wake: () => void acts.wake() }),
    ...(snapshot.visitor.blocked === undefined && { block: show('block') }),
    ...(model.isMine.value && { resolve: show('wrap-up') }),
    ...(acts.undo.value !== undefined && { 'undo-act': () => void acts.undoLast() }),
  })
  const close = () => (acts.open.value = undefined)
  const chosen = tools.tags.named(snapshot.acts?.tags)

  switch (acts.open.value) {
    case 'wrap-up':
      return (
        <WrapUpDialog
          likely={likelyWrapUp({
            reason: snapshot.reason,
            events: snapshot.events,
            now: Date.now(),
            isBlocked: snapshot.visitor.blocked !== undefined,
          })}
          tags={tools.tags}
          chosen={chosen}
          onTags={(change) => void acts.tag(change)}
          onResolve={acts.resolve}
          onClose={close}
        />
      )
    case 'tags':
      return (
        <Dialog title={t().wrapUp.tag.title} onClose={close}>
          <div class="dialog-body">
            <TagField
              tags={tools.tags}
              chosen={chosen}
              onChange={(change) => void acts.tag(change)}
              isFocused
              isOpen
            />
            <p class="quiet">{t().wrapUp.tag.hint}</p>
          </div>
        </Dialog>
      )
    case 'priority':
      return <PriorityDialog level={snapshot.acts?.priority?.level} onSet={acts.prioritise} onClose={close} />
    case 'snooze':
      return <SnoozeDialog onSnooze={(until) => acts.snooze(until, weekdayTime(until))} onClose={close} />
    case 'merge':
      return (
        <MergeDialog
          snapshot={snapshot}
          duplicates={acts.duplicates}
          onMerge={async (other) => {
            const stays = await acts.merge(other)
            if (stays !== undefined) route(`/console/?view=mine&conversation=${encodeURIComponent(stays)}`)
          }}
          onClose={close}
        />
      )
    case 'block':
      return (
        <BlockDialog
          isContact={snapshot.visitor.customer !== undefined}
          isSupervisor={isSupervisor}
          onBlock={acts.block}
          onClose={close}
        />
      )
    default:
      return null
  }
}
