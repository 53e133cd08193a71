import './mentions.css'
import { useEffect } from 'preact/hooks'
import type { LogEvent } from '#shared/conversation.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { notePartsOf } from './mentioned.ts'

/** A note as it was written, and whoever it calls as they are called now. */
export function NoteText({ event }: { event: Extract<LogEvent, { type: 'note:added' }> }) {
  const { person: me, tools } = useDesk()
  const mentions = event.mentions ?? []
  useEffect(() => {
    if (mentions.length > 0) void tools.people.want()
  }, [mentions.length, tools])
  if (mentions.length === 0) return <p>{event.text}</p>
  const parts = notePartsOf(
    event.text,
    mentions.map(({ personId, name }) => ({ id: personId, name })),
  )
  const nameNow = (id: string) => tools.people.people.value.find((each) => each.id === id)?.name
  return (
    <p>
      {parts.map(({ text, personId }, place) =>
        personId === undefined ? (
          text
        ) : (
          <span key={place} class={personId === me.id ? 'mention mention-me' : 'mention'}>
            @{nameNow(personId) ?? text.slice(1)}
          </span>
        ),
      )}
    </p>
  )
}
