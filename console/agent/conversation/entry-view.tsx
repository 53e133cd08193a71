import { Bot, Flag, StickyNote } from 'lucide-preact'
import { besideCards } from '#shared/cards.ts'
import { emptyCase } from '#shared/case/case-file.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { DefectKind } from '#shared/defect.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { usePermission } from '../../shell/desk-context.ts'
import { dayOf, percent, timeOfDay, visitorName } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { actionLine } from '../approvals/action-words.ts'
import { FileList } from '../attachments/file-list.tsx'
import { assignedText, breachedText, joinedText, leftText, notedText } from '../attention/attention-text.ts'
import { CardList } from '../cards/card-list.tsx'
import { promiseLine } from '../case/case-words.ts'
import { TranslationOf } from '../copilot/translation.tsx'
import { NoteText } from '../mentions/note-text.tsx'
import { givenText, movedText, returnedText } from '../presence/lines.ts'
import { Whisper } from '../whisper/whisper.tsx'
import { actLine, endedLine } from '../wrap-up/act-lines.ts'
import type { ConversationModel } from './conversation-model.ts'
import type { Entry } from './entries.ts'
import { RichText } from './rich-text.tsx'

interface EntryProps {
  entry: Entry
  model: ConversationModel
  flagged: ReadonlySet<string>
  onFlag: (messageId: string) => void
}

export function EntryView({ entry, model, flagged, onFlag }: EntryProps) {
  switch (entry.kind) {
    case 'day':
      return <h3 class="day">{dayOf(entry.at)}</h3>
    case 'note':
      return (
        <div class="note">
          <span class="note-head">
            <StickyNote size={12} /> {entry.event.name} <time>{timeOfDay(entry.event.at)}</time>
          </span>
          <NoteText event={entry.event} />
        </div>
      )
    case 'whisper':
      return <Whisper event={entry.event} />
    case 'line':
      return <Line event={entry.event} model={model} />
    case 'message':
      return <Message entry={entry} model={model} flagged={flagged} onFlag={onFlag} />
  }
}

interface MessageProps extends Omit<EntryProps, 'entry'> {
  entry: Extract<Entry, { kind: 'message' }>
}

function Message({ entry, model, flagged, onFlag }: MessageProps) {
  const { message, turn, first } = entry
  const side = message.sender === 'visitor' ? 'theirs' : 'ours'
  const snapshot = model.snapshot.value
  const name =
    message.sender === 'visitor'
      ? visitorName(snapshot?.visitor ?? { id: '' })
      : (message.name ?? (message.sender === 'assistant' ? t().agent.assistant : t().agent.system))
  const isFlagged = flagged.has(message.messageId)
  return (
    <article
      data-seq={message.seq}
      class={`message message-${side} message-${message.sender} ${first ? 'message-first' : ''}`}
    >
      {first && (
        <header class="message-head">
          {message.sender === 'assistant' && <Bot size={12} />}
          <span>{name}</span>
          <time>{timeOfDay(message.at)}</time>
        </header>
      )}
      {message.proactive && <p class="line">{t().agent.answersProactive(message.proactive.text)}</p>}
      {message.text !== '' && (
        <div class="bubble" lang={message.locale}>
          {message.sender === 'visitor' ? (
            <p class="plain-text">{message.text}</p>
          ) : (
            <RichText text={besideCards(message.text, message)} />
          )}
        </div>
      )}
      <CardList cards={message.cards} />
      <FileList files={message.attachments} />
      {message.citations !== undefined && message.citations.length > 0 && (
        <div class="citations">
          {message.citations.map((citation) => (
            <a
              key={citation.articleId}
              href={`/console/knowledge?article=${encodeURIComponent(citation.articleId)}&language=${message.locale}`}
              title={citation.passage}
            >
              {citation.title}
            </a>
          ))}
        </div>
      )}
      {message.sender === 'visitor' && <TranslationOf copilot={model.copilot} message={message} />}
      {message.sender === 'agent' && isSeen(message, snapshot) && (
        <footer class="message-foot message-seen">{t().agent.seenByVisitor}</footer>
      )}
      {message.sender === 'assistant' && (
        <footer class={`message-foot ${isFlagged ? 'message-foot-flagged' : ''}`}>
          {turn?.confidence !== undefined && (
            <button
              type="button"
              class="link"
              title={t().agent.showTrace}
              aria-pressed={model.selectedTurn.value === turn.turnId}
              onClick={() => {
                model.selectedTurn.value = turn.turnId
              }}
            >
              {t().agent.confidenceOf(percent(turn.confidence))}
            </button>
          )}
          <button
            type="button"
            class="link flag"
            title={t().agent.flagHelp}
            onClick={() => onFlag(message.messageId)}
          >
            <Flag size={12} /> {t().agent.flag}
          </button>
        </footer>
      )}
    </article>
  )
}

/** Said once, of the newest message of the desk's people, and only where the visitor has read so far (invariant 14). */
function isSeen({ seq }: { seq: number }, snapshot: DeskSnapshot | undefined): boolean {
  if (snapshot === undefined || seq > (snapshot.othersRead ?? 0)) return false
  const newest = snapshot.events.findLast(
    (event) => event.type === 'message:posted' && event.sender === 'agent',
  )
  return newest?.seq === seq
}

function Line({ event, model }: { event: LogEvent; model: ConversationModel }) {
  const mayOpen = usePermission('defects')
  return (
    <p class={`line line-${event.type.replace(':', '-')}`}>
      <span>{lineText(event, model)}</span> <time>{timeOfDay(event.at)}</time>
      {event.type === 'defect:reported' && mayOpen && (
        <>
          {' '}
          <a href={`/console/defects?defect=${event.defectId}`}>{t().defects.title}</a>
        </>
      )}
    </p>
  )
}

function lineText(event: LogEvent, model: ConversationModel): string {
  const words = t().agent.lines
  switch (event.type) {
    case 'conversation:queued':
      return returnedText(event) ?? words.queued(t().reasons[event.reason])
    case 'conversation:assigned':
      return movedText(event) ?? givenText(event) ?? words.assigned(event.name)
    case 'conversation:handed-back':
      return words.handedBack
    case 'conversation:resolved':
      if (event.by === 'visitor') return words.endedByVisitor
      if (event.wrapUp !== undefined) return endedLine(event, event.wrapUp)
      return event.outcome === 'unresolved' ? t().case.lines.unresolved : words.resolved
    case 'case:updated':
      return promiseLine(event, model.snapshot.value?.caseFile ?? emptyCase())
    case 'conversation:reopened':
      return words.reopened
    case 'conversation:rated':
      return [(event.isChange ? t().wrapUp.lines : words).rated(event.score), event.comment]
        .filter(Boolean)
        .join(' · ')
    case 'message:rated':
      return [words[event.rating], event.comment].filter(Boolean).join(' · ')
    case 'defect:reported':
      return words.defect(t().kinds[event.kind as DefectKind] ?? event.kind, event.name)
    case 'action:proposed':
    case 'action:approved':
    case 'action:refused':
    case 'action:done':
      return actionLine(event)
    case 'tags:changed':
    case 'priority:set':
    case 'conversation:snoozed':
    case 'conversation:woken':
    case 'conversation:merged':
    case 'visitor:blocked':
    case 'visitor:unblocked':
      return actLine(event)
    case 'watch:noted':
      return notedText(event)
    case 'team:joined':
      return joinedText(event)
    case 'team:left':
      return leftText(event)
    case 'team:assigned':
      return assignedText(event)
    case 'sla:breached':
      return breachedText(event)
    default:
      return ''
  }
}
