import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { visitorName } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { PendingReplies } from '../writing/pending-replies.tsx'
import type { ConversationModel } from './conversation-model.ts'
import { entriesOf, flaggedMessages } from './entries.ts'
import { EntryView } from './entry-view.tsx'

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
  const flagged = flaggedMessages(snapshot.events)
  const activity = activityText(model, snapshot)

  function toEnd(): void {
    box.current?.scrollTo({ top: box.current.scrollHeight })
    setHasNew(false)
  }

  function onScroll(): void {
    const element = box.current
    if (element === null) return
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd
    if (isAtEnd.current) setHasNew(false)
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

  const first = snapshot.events[0]
  return (
    <div class="log-frame">
      <div class="log" ref={box} onScroll={onScroll} role="log" aria-label={visitorName(snapshot.visitor)}>
        <div class="log-inside">
          {first !== undefined && first.seq > 1 && <p class="line">{t().agent.earlier}</p>}
          {entriesOf(snapshot.events).map((entry) => (
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

function activityText(model: ConversationModel, snapshot: DeskSnapshot): string {
  const progress = model.progress.value
  if (model.visitorTypes.value) return t().agent.typing(visitorName(snapshot.visitor))
  return progress !== undefined && snapshot.status === 'automated' ? t().agent.progress[progress] : ''
}
