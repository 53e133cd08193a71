import { textIn } from '#shared/widget-languages.ts'
import type { NoticeEvent } from '../../transcript.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** A quiet line about what happened, in the visitor's language. */
export function Notice({ event }: { event: NoticeEvent }) {
  const { texts, language, view } = useWidget()
  const words = useLaterTexts().notice
  const site = view.value
  const assistant = site ? textIn(site.assistantName, language) : texts.assistantMark
  // What the shop has to tell is no remark beside the talk: a coupon is read and copied.
  const isMessage = event.type === 'message:posted'
  return <p class={isMessage ? 'notice notice-message' : 'notice'}>{sentence()}</p>

  function sentence(): string {
    switch (event.type) {
      case 'conversation:queued':
        if (event.again) return words.queuedAgain
        // A newer server may know a reason that this client does not.
        return words.queued[event.reason] ?? words.queuedOther
      case 'conversation:assigned':
        return words.assigned(event.name)
      case 'conversation:handed-back':
        return words.handedBack(assistant)
      case 'conversation:resolved':
        return event.outcome === 'unresolved' ? words.unresolved : words.resolved
      case 'conversation:reopened':
        return words.reopened
      case 'message:posted':
        return event.text
      default:
        return ''
    }
  }
}
