import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { unfilledIn } from '#shared/reply-variables.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { t } from '../../texts/texts.ts'
import { AttachButton, UploadTray } from '../attachments/upload-tray.tsx'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { CopilotButton } from '../copilot/copilot-button.tsx'
import { ReplyShare } from '../copilot/reply-share.tsx'
import { mentionedIn } from '../mentions/mentioned.ts'
import type { DraftKind } from './drafts.ts'
import { takeBack } from './outbox/take-back.ts'
import { selectUnfilled, UnfilledStrip } from './replies/unfilled-strip.tsx'
import { useComposerSuggestions } from './suggest/composer-suggestions.ts'
import { listId, optionId, SuggestionList } from './suggest/suggestion-list.tsx'
import { type Suggestion, useSuggestions } from './suggest/use-suggestions.ts'
import { useDroppedFiles } from './use-dropped-files.ts'

/** Milliseconds for which one keystroke counts as typing. */
const typingLasts = 4_000

interface ComposerProps {
  model: ConversationModel
  kind: DraftKind
  onKind: (kind: DraftKind) => void
}

/** Where replies and notes are written. Without ownership only notes; the bar above says why. */
export function Composer({ model, kind, onKind }: ComposerProps) {
  const { tools } = useDesk()
  const field = useRef<HTMLTextAreaElement>(null)
  /** Where the caret goes once a text that was put in is drawn. */
  const caret = useRef<number | 'unfilled' | undefined>(undefined)
  const typingUntil = useSignal(0)
  const words = t().agent
  const isMine = model.isMine.value
  const mode: DraftKind = isMine ? kind : 'note'
  const text = model.drafts[mode].value
  const isReply = mode === 'reply'
  const { uploads } = model
  const isBlank = text.trim() === '' && !(isReply && uploads.chosen.value.length > 0)
  const isUnfilled = isReply && unfilledIn(text).length > 0
  const isUnready = isBlank || (isReply && !uploads.isReady.value)
  const suggestions = useSuggestions(field, isReply ? 'reply' : 'mention')
  const offers = useComposerSuggestions(model)
  const trigger = suggestions.trigger.value
  const found = trigger === undefined ? [] : offers.found(trigger)
  const takeFiles = useDroppedFiles(isReply, uploads)

  // A draft of another kind must not stay scrolled where this one was, and its list not open.
  useEffect(() => {
    if (field.current !== null) field.current.scrollTop = 0
    suggestions.close()
  }, [mode])

  useEffect(() => {
    if (trigger !== undefined) offers.prepare(trigger)
  }, [trigger?.kind, trigger?.start])

  useLayoutEffect(() => {
    const place = caret.current
    caret.current = undefined
    if (place === 'unfilled') selectUnfilled(field.current)
    else if (place !== undefined) field.current?.setSelectionRange(place, place)
  }, [text])

  function write(value: string): void {
    model.drafts.write(mode, value)
    if (value === '') model.viewers.rests()
    else model.viewers.writes(mode)
    if (mode !== 'reply' || Date.now() < typingUntil.value) return
    typingUntil.value = Date.now() + typingLasts
    model.setTyping(true)
    setTimeout(() => model.setTyping(false), typingLasts)
  }

  function put(value: string, place: number | 'unfilled'): void {
    caret.current = place
    write(value)
    field.current?.focus()
  }

  async function choose(one: Suggestion): Promise<void> {
    const element = field.current
    if (trigger === undefined || element === null) return
    const { start } = trigger
    const end = start + 1 + trigger.typed.length
    const chosen = await offers.textOf(trigger, one)
    if (chosen === undefined) return
    suggestions.close()
    const before = model.drafts[mode].value.slice(0, start)
    const after = model.drafts[mode].value.slice(end)
    const isOpen = isReply && unfilledIn(chosen).length > 0
    put(before + chosen + after, isOpen ? 'unfilled' : before.length + chosen.length)
  }

  async function submit(): Promise<void> {
    if (isUnready) return
    if (isUnfilled) {
      selectUnfilled(field.current)
      return
    }
    model.viewers.rests()
    if (isReply) {
      model.outbox.send(text, uploads.take(), crypto.randomUUID(), model.copilot.share.take())
      model.drafts.write('reply', '')
      return
    }
    if (/[@＠]/.test(text)) await tools.people.want()
    if (await model.addNote(text, mentionedIn(text, tools.people.people.value)))
      model.drafts.write('note', '')
  }

  function onKeyDown(event: KeyboardEvent): void {
    // 229: the key belongs to an input method; Safari ends the composition before it reports the key.
    if (event.isComposing || event.keyCode === 229) return
    if (suggestions.onKeyDown(event, found, (one) => void choose(one))) {
      event.preventDefault()
      // Escape closes the list, and only that.
      event.stopPropagation()
      return
    }
    if (event.key === 'Escape') field.current?.blur()
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey
    // In a text that is there the key is the field's own.
    if (isUndo && text === '' && takeBack(model)) {
      event.preventDefault()
      caret.current = model.drafts.reply.value.length
      return
    }
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    void submit()
  }

  return (
    <form
      class={`composer composer-${mode}`}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
      onPaste={(event) => takeFiles(event, event.clipboardData)}
    >
      <div class="composer-tabs">
        {isMine && (
          <button type="button" aria-pressed={mode === 'reply'} onClick={() => onKind('reply')}>
            {words.reply}
          </button>
        )}
        <button type="button" aria-pressed={mode === 'note'} onClick={() => onKind('note')}>
          {words.note}
        </button>
        <CopilotButton copilot={model.copilot} />
      </div>
      <div class="composer-field">
        {trigger !== undefined && (
          <SuggestionList
            suggestions={suggestions}
            found={found}
            {...offers.words(trigger)}
            onChoose={(one) => void choose(one)}
          />
        )}
        <textarea
          ref={field}
          id="composer"
          rows={1}
          maxLength={10_000}
          aria-label={mode === 'reply' ? words.reply : words.note}
          aria-autocomplete="list"
          aria-controls={trigger !== undefined && found.length > 0 ? listId : undefined}
          aria-activedescendant={
            trigger !== undefined && found.length > 0
              ? optionId(Math.min(suggestions.active.value, found.length - 1))
              : undefined
          }
          placeholder={mode === 'reply' ? words.replyPlaceholder : words.notePlaceholder}
          value={text}
          onInput={(event) => {
            write(event.currentTarget.value)
            suggestions.look()
          }}
          onSelect={suggestions.look}
          onBlur={suggestions.look}
          onKeyDown={onKeyDown}
        />
      </div>
      {isReply && <UnfilledStrip text={text} field={field} onWrite={put} />}
      {isReply && <ReplyShare copilot={model.copilot} />}
      {isReply && <UploadTray uploads={uploads} />}
      <div class="composer-foot">
        {isReply && <AttachButton uploads={uploads} />}
        <span class="hint">
          {text.trim() !== ''
            ? words.draftKept
            : `${words.sendHint} · ${isReply ? t().tools.replies.hint : t().tools.mentions.hint}`}
        </span>
        <button
          type="submit"
          class="button button-primary"
          disabled={isUnready || isUnfilled || model.busy.value === 'note'}
        >
          {mode === 'reply' ? words.send : words.addNote}
        </button>
      </div>
    </form>
  )
}
