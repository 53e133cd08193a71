import './whisper.css'
import { Ear, EyeOff } from 'lucide-preact'
import type { LogEvent } from '#shared/conversation.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { timeOfDay } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

/** What a supervisor told whoever had the conversation; drawn unlike anything a visitor sees, and it says so. */
export function Whisper({ event }: { event: Extract<LogEvent, { type: 'note:whispered' }> }) {
  const { person: me } = useDesk()
  const words = t().floor.whisper
  const { name, to, text, at } = event
  return (
    <aside class="whisper">
      <span class="whisper-head">
        <Ear size={12} aria-hidden="true" />
        {to.personId === me.id ? words.headToMe(name) : words.head(name, to.name)}
        <time>{timeOfDay(at)}</time>
      </span>
      <p>{text}</p>
      <small class="whisper-never">
        <EyeOff size={12} aria-hidden="true" /> {words.never}
      </small>
    </aside>
  )
}
