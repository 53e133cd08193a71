import type { RefObject, VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { type NoticeEvent, type TranscriptItem, transcript } from '../transcript.ts'
import { useWidget } from './context.ts'
import { Icon, icons } from './icons.tsx'
import { useLaterTexts, useMessageParts, useRatingParts } from './later.ts'
import { Message } from './message.tsx'

type Region = RefObject<HTMLDivElement>

/** The conversation. It stays at its end if that is where the visitor is, and otherwise never moves what they read. */
export function Transcript({ log, content }: { log: Region; content: Region }) {
  const { model, host, formats, atBottom } = useWidget()
  const words = useLaterTexts()
  const { snapshot, progress, streamedAs, agentTyping } = model.conversation
  const place = useRef({ top: 0, height: 0 })
  const drawn = useRef(new Map<string, { item: TranscriptItem; view: VNode }>())
  const outgoing = model.outbox.messages.value
  const conversation = snapshot.value
  const items = transcript({
    snapshot: conversation,
    outgoing,
    progress: progress.value,
    streamedAs,
    teased: model.teased.value,
  })
  const writing = agentTyping.value && conversation?.assignee

  /** Forwards to the end, but not past the beginning of a long answer: it is read from its first line. */
  const follow = () => {
    const view = log.current
    const last = content.current?.querySelector('article:last-of-type:not(.from-visitor)')
    if (!view) return
    const end = view.scrollHeight - view.clientHeight - view.scrollTop
    const beginning = last ? last.getBoundingClientRect().top - view.getBoundingClientRect().top - 12 : end
    if (Math.min(end, beginning) > 0) view.scrollBy({ top: Math.min(end, beginning) })
  }

  useEffect(() => {
    log.current?.addEventListener('scroll', scrolled)
    return () => log.current?.removeEventListener('scroll', scrolled)
  }, [])

  useEffect(() => {
    const grown = new ResizeObserver(() => {
      if (atBottom.peek()) follow()
    })
    for (const element of [log.current, content.current]) if (element) grown.observe(element)
    return () => grown.disconnect()
  }, [atBottom])

  // Who sends a message wants to see it.
  const newest = outgoing.at(-1)?.id
  useLayoutEffect(() => {
    if (newest) toEnd(log)
  }, [newest])

  const next = new Map<string, { item: TranscriptItem; view: VNode }>()
  const views = items.map((item) => {
    // An element drawn before and unchanged is handed over as it is: a stream must not redraw a long conversation.
    const earlier = drawn.current.get(item.key)
    const entry = earlier && same(earlier.item, item) ? earlier : { item, view: draw(item) }
    next.set(item.key, entry)
    return entry.view
  })
  drawn.current = next

  function draw(item: TranscriptItem): VNode {
    if (item.kind === 'notice') return <LaterNotice key={item.key} event={item.event} />
    if (item.kind === 'message') return <Message key={item.key} message={item} />
    return (
      <time key={item.key} class="time" dateTime={new Date(item.at).toISOString()}>
        {formats.moment(item.at)}
      </time>
    )
  }

  function scrolled(): void {
    if (!log.current || !host.opened.peek()) return
    const { scrollHeight, scrollTop, clientHeight } = log.current
    // Only the visitor's own way up leaves the end. Where the height is another too, the conversation has changed.
    if (scrollHeight - scrollTop - clientHeight < 32) atBottom.value = true
    else if (scrollTop < place.current.top && scrollHeight === place.current.height) atBottom.value = false
    place.current = { top: scrollTop, height: scrollHeight }
  }

  return (
    <>
      {views}
      {writing && <p class="typing">{words.typing(writing.name)}</p>}
      {conversation?.status === 'resolved' && <LaterRating key={conversation.id} />}
    </>
  )
}

/** The way back to the end, while something new is there. */
export function NewMessages({ log }: { log: Region }) {
  const { model, atBottom } = useWidget()
  const words = useLaterTexts()
  if (atBottom.value || model.reading.unread.value === 0) return null
  return (
    <button type="button" class="pill" onClick={() => toEnd(log)}>
      <Icon path={icons.down} />
      {words.newMessages}
    </button>
  )
}

function toEnd(log: Region): void {
  log.current?.scrollTo({ top: log.current.scrollHeight })
}

function LaterNotice({ event }: { event: NoticeEvent }) {
  const parts = useMessageParts()
  return parts ? <parts.Notice event={event} /> : null
}

function LaterRating() {
  const parts = useRatingParts()
  return parts ? <parts.ConversationRating /> : null
}

function same(one: TranscriptItem, other: TranscriptItem): boolean {
  const [before, after] = [one, other] as unknown as Record<string, unknown>[]
  return Object.keys({ ...before, ...after }).every((key) => before?.[key] === after?.[key])
}
