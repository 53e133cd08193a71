import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { LogEvent } from '#shared/conversation.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { visitorName } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { PendingReplies } from '../writing/outbox/pending-replies.tsx'
import type { ConversationModel } from './conversation-model.ts'
import { continued, entriesOf, flaggedMessages } from './entries.ts'
import { EntryView } from './entry-view.tsx'

/** Pixels from the top within which what stands further up is asked for. */
const nearTop = 600

/** Pixels from the end within which somebody counts as reading the end. */
const nearEnd = 80

interface LogProps {
  model: ConversationModel
  snapshot: DeskSnapshot
  onFlag: (messageId: string) => void
}

/** The log. It follows its end only while the end is being read; otherwise nothing moves. */
export function ConversationLog({ model, snapshot, onFlag }: LogProps) {
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [hasNew, setHasNew] = useState(false)
  const pendingCount = model.outbox.pending.value.length
  const earlier = model.earlier.parts.value
  const flagged = flaggedMessages([...earlier.flat(), ...snapshot.events])
  const firstSeq = model.earlier.firstSeq()
  /** How far the upper edge is from the end, as it was drawn last: what comes in front must not move what is read. */
  const fromEnd = useRef(0)
  const activity = activityText(model, snapshot)

  function toEnd(): void {
    box.current?.scrollTo({ top: box.current.scrollHeight })
    setHasNew(false)
  }

  function onScroll(): void {
    const element = box.current
    if (element === null) return
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd
    fromEnd.current = element.scrollHeight - element.scrollTop
    if (isAtEnd.current) setHasNew(false)
    if (element.scrollTop < nearTop && isAtEnd.current === false) void model.earlier.load()
    look()
  }

  /** Only what stands in sight of a page in front has been seen. */
  function look(): void {
    if (isAtEnd.current && document.visibilityState === 'visible') void model.look()
  }

  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd()
    else setHasNew(true)
  }, [snapshot.head])
  useLayoutEffect(() => {
    const element = box.current
    if (element === null || isAtEnd.current) return
    element.scrollTop = element.scrollHeight - fromEnd.current
  }, [firstSeq])
  useLayoutEffect(() => {
    const element = box.current
    if (element !== null) fromEnd.current = element.scrollHeight - element.scrollTop
  })
  useEffect(() => {
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [model, snapshot])
  // One's own reply is always brought into sight.
  useLayoutEffect(() => {
    if (pendingCount > 0) toEnd()
  }, [pendingCount])

  // A growing field for the reply takes room from the log; its end stays in sight.
  useEffect(() => {
    if (box.current === null) return
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) toEnd()
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])

  return (
    <div class="log-frame">
      <div class="log" ref={box} onScroll={onScroll} role="log" aria-label={visitorName(snapshot.visitor)}>
        <div class="log-inside">
          {firstSeq > 1 && <EarlierLine model={model} />}
          {earlier.map((events, place) => (
            <EarlierPart
              key={events[0]?.seq}
              events={events}
              previous={earlier[place - 1]?.at(-1)}
              flagged={flagged}
              model={model}
              onFlag={onFlag}
            />
          ))}
          {continued(entriesOf(snapshot.events), earlier.at(-1)?.at(-1)).map((entry) => (
            <EntryView key={entry.key} entry={entry} model={model} flagged={flagged} onFlag={onFlag} />
          ))}
          <PendingReplies model={model} />
          <p class="activity" role="status">
            {activity}
          </p>
        </div>
      </div>
      {hasNew && (
        <button type="button" class="new-messages" onClick={toEnd}>
          {t().agent.newMessages}
        </button>
      )}
    </div>
  )
}

interface PartProps {
  events: readonly LogEvent[]
  /** What stands in front of it. */
  previous: LogEvent | undefined
  flagged: ReadonlySet<string>
  model: ConversationModel
  onFlag: (messageId: string) => void
}

/** A part of a long log from long ago: drawn once, and not again with every new message. */
function EarlierPart({ events, previous, flagged, model, onFlag }: PartProps) {
  return useMemo(
    () => (
      <>
        {continued(entriesOf(events), previous).map((entry) => (
          <EntryView key={entry.key} entry={entry} model={model} flagged={flagged} onFlag={onFlag} />
        ))}
      </>
    ),
    [events, previous?.seq, flagged.size, t()],
  )
}

/** Above what is drawn of a long conversation; scrolling up to it brings more, and so does the button. */
function EarlierLine({ model }: { model: ConversationModel }) {
  const { loading, failed, load } = model.earlier
  return (
    <p class="line" role="status">
      {loading.value
        ? t().search.loadingEarlier
        : failed.value
          ? t().search.earlierFailed
          : t().agent.earlier}{' '}
      {!loading.value && (
        <button type="button" class="link" onClick={() => void load()}>
          {failed.value ? t().common.retry : t().search.showEarlier}
        </button>
      )}
    </p>
  )
}

function activityText(model: ConversationModel, snapshot: DeskSnapshot): string {
  const progress = model.progress.value
  if (model.visitorTypes.value) return t().agent.typing(visitorName(snapshot.visitor))
  return progress !== undefined && snapshot.status === 'automated' ? t().agent.progress[progress] : ''
}
