import { AlarmClock, Ban, ChevronsUp, Ellipsis, Merge, Tags } from 'lucide-preact'
import { useId, useRef } from 'preact/hooks'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import type { OpenDialog } from './acts-model.ts'

/** What else can be done to a conversation; the browser closes the menu on Escape and on a click beside it. */
export function ActsMenu({ model, snapshot }: { model: ConversationModel; snapshot: DeskSnapshot }) {
  const words = t().wrapUp
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const isWithPeople = snapshot.status === 'queued' || model.isMine.value
  const isOpen = snapshot.status !== 'resolved'
  const items: { name: OpenDialog; label: string; key: string; Icon: typeof Tags; isShown: boolean }[] = [
    { name: 'tags', label: words.tag.title, key: 't', Icon: Tags, isShown: true },
    { name: 'priority', label: words.priority.title, key: 'p', Icon: ChevronsUp, isShown: isOpen },
    { name: 'snooze', label: words.snooze.submit, key: 'h', Icon: AlarmClock, isShown: isWithPeople },
    { name: 'merge', label: words.merge.title, key: 'm', Icon: Merge, isShown: isOpen },
    {
      name: 'block',
      label: words.block.title,
      key: '',
      Icon: Ban,
      isShown: snapshot.visitor.blocked === undefined,
    },
  ]
  function choose(name: OpenDialog): void {
    menu.current?.hidePopover()
    model.acts.open.value = name
  }
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={words.more}
        title={words.more}
        aria-haspopup="menu"
        popovertarget={id}
      >
        <Ellipsis size={18} />
      </button>
      <div ref={menu} id={id} class="acts-menu" popover="auto" role="menu" aria-label={words.more}>
        {items
          .filter(({ isShown }) => isShown)
          .map(({ name, label, key, Icon }) => (
            <button key={name} type="button" role="menuitem" onClick={() => choose(name)}>
              <Icon size={14} />
              <span>{label}</span>
              {key !== '' && <kbd>{key}</kbd>}
            </button>
          ))}
      </div>
    </>
  )
}
