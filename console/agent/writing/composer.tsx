import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../../texts/texts.ts'
import { AttachButton, UploadTray } from '../attachments/upload-tray.tsx'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import type { DraftKind } from './drafts.ts'

/** Milliseconds for which one keystroke counts as typing. */
const typingLasts = 4_000

interface ComposerProps {
  model: ConversationModel
  kind: DraftKind
  onKind: (kind: DraftKind) => void
}

/** Where replies and notes are written. Without ownership only notes; the bar above says why. */
export function Composer({ model, kind, onKind }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const typingUntil = useSignal(0)
  const words = t().agent
  const isMine = model.isMine.value
  const mode: DraftKind = isMine ? kind : 'note'
  const text = model.drafts[mode].value
  const isReply = mode === 'reply'
  const { uploads } = model
  const isBlank = text.trim() === '' && !(isReply && uploads.chosen.value.length > 0)
  const isUnready = isBlank || (isReply && !uploads.isReady.value)

  // A draft of another kind must not stay scrolled where this one was.
  useEffect(() => {
    if (field.current !== null) field.current.scrollTop = 0
  }, [mode])

  function write(value: string): void {
    model.drafts.write(mode, value)
    if (mode !== 'reply' || Date.now() < typingUntil.value) return
    typingUntil.value = Date.now() + typingLasts
    model.setTyping(true)
    setTimeout(() => model.setTyping(false), typingLasts)
  }

  async function submit(): Promise<void> {
    if (isUnready) return
    if (isReply) {
      model.outbox.send(text, uploads.take())
      model.drafts.write('reply', '')
    } else if (await model.addNote(text)) model.drafts.write('note', '')
  }

  function takeFiles(event: Event, given: DataTransfer | null): void {
    if (!isReply || given === null || given.files.length === 0) return
    event.preventDefault()
    uploads.add(given.files)
  }

  // Wherever it is dropped: elsewhere the browser would leave the desk and show the file.
  useEffect(() => {
    function drop(event: DragEvent): void {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      if (event.type === 'drop') takeFiles(event, event.dataTransfer)
    }
    document.addEventListener('dragover', drop)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', drop)
      document.removeEventListener('drop', drop)
    }
  }, [isReply, uploads])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') field.current?.blur()
    // 229: the key belongs to an input method; Safari ends the composition before it reports the key.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
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
      </div>
      <textarea
        ref={field}
        id="composer"
        rows={1}
        maxLength={10_000}
        aria-label={mode === 'reply' ? words.reply : words.note}
        placeholder={mode === 'reply' ? words.replyPlaceholder : words.notePlaceholder}
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {isReply && <UploadTray uploads={uploads} />}
      <div class="composer-foot">
        {isReply && <AttachButton uploads={uploads} />}
        <span class="hint">{text.trim() === '' ? words.sendHint : words.draftKept}</span>
        <button
          type="submit"
          class="button button-primary"
          disabled={isUnready || model.busy.value === 'note'}
        >
          {mode === 'reply' ? words.send : words.addNote}
        </button>
      </div>
    </form>
  )
}
