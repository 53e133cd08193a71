import { type Signal, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { type Attachment, offered } from '#shared/attachment.ts'
import { useWidget } from './context.ts'
import { Icon, icons } from './icons.tsx'
import { useEmoji, useFileParts, useMessageParts } from './later.ts'

/** What the composer and the tray of files share. */
export interface FilesProps {
  files: Signal<readonly File[]>
  uploaded: Signal<Attachment[]>
}

// The same figure as `longestText` of the protocol, whose schemas must not come into the browser.
const longestText = 10_000
const counterFrom = 9_000
const fileField = 'files'

/** Where the visitor writes. A draft outlives a reload, and an input method's composition is never cut off. */
export function Composer() {
  const { model, host, texts, site, draft, disclosed } = useWidget()
  const text = draft.value
  const area = useRef<HTMLTextAreaElement>(null)
  /** Chosen and not sent; `uploaded` are those of them that are there, in the same order. */
  const files = useSignal<readonly File[]>([])
  const uploaded = useSignal<Attachment[]>([])
  // A phone has room for one button: it offers both.
  const isTouched = matchMedia('(pointer: coarse)').matches
  const count = files.value.length
  const sendable =
    (text.trim() !== '' || count > 0) && count === uploaded.value.length && text.length <= longestText

  useSignalEffect(() => {
    if (!host.opened.value) return
    // On touch the keyboard would cover the greeting; there the visitor asks for it by touching.
    if (!isTouched) area.current?.focus()
  })

  useLayoutEffect(() => {
    const element = area.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])

  function take(given: { files: FileList | null } | null): boolean {
    const more = [...(given?.files ?? [])]
    files.value = [...files.value, ...more]
    return more.length > 0
  }

  // Wherever it is dropped: elsewhere the browser would leave the chat and show the file.
  useEffect(() => {
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      if (event.type === 'drop') take(event.dataTransfer)
    }
    document.addEventListener('dragover', drop)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', drop)
      document.removeEventListener('drop', drop)
    }
  }, [])

  function change(next: string): void {
    draft.value = next
    keepDraft(site, next)
    model.setTyping(next !== '')
  }

  function send(): void {
    if (!sendable) return
    model.outbox.send(text.trim(), uploaded.value)
    files.value = []
    uploaded.value = []
    change('')
    area.current?.focus()
  }

  function insert(sign: string): void {
    const element = area.current
    if (!element) return
    element.setRangeText(sign, element.selectionStart, element.selectionEnd, 'end')
    change(element.value)
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onPaste={(event) => {
        if (take(event.clipboardData)) event.preventDefault()
      }}
    >
      {count > 0 && <LaterTray files={files} uploaded={uploaded} />}
      {disclosed.value === 'emoji' && (
        <LaterEmoji insert={insert} files={isTouched ? fileField : undefined} />
      )}
      <input
        id={fileField}
        class="unseen"
        type="file"
        multiple
        accept={offered}
        aria-label={texts.attach}
        tabIndex={isTouched ? -1 : 0}
        onChange={({ currentTarget }) => {
          take(currentTarget)
          currentTarget.value = ''
          if (disclosed.value === 'emoji') disclosed.value = undefined
          area.current?.focus()
        }}
      />
      {isTouched ? (
        <EmojiButton label={texts.add} icon={icons.add} />
      ) : (
        <label class="icon-button is-attach" for={fileField}>
          <Icon path={icons.attach} />
        </label>
      )}
      <textarea
        ref={area}
        rows={1}
        value={text}
        placeholder={texts.placeholder}
        aria-label={texts.placeholder}
        enterkeyhint="send"
        onInput={(event) => change(event.currentTarget.value)}
        onBlur={() => model.setTyping(false)}
        onKeyDown={(event) => {
          // 229 is what Safari says of the Enter that ends a composition.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
          event.preventDefault()
          send()
        }}
      />
      {!isTouched && <EmojiButton label={texts.emoji} icon={icons.emoji} />}
      <button type="submit" class="icon-button is-send" aria-label={texts.send} disabled={!sendable}>
        <Icon path={icons.send} />
      </button>
      {text.length > counterFrom && <LaterCounter length={text.length} />}
    </form>
  )
}

function EmojiButton({ label, icon }: { label: string; icon: string }) {
  const { disclosed } = useWidget()
  const isOpen = disclosed.value === 'emoji'
  return (
    <button
      type="button"
      class="icon-button is-emoji"
      aria-label={label}
      aria-expanded={isOpen}
      onClick={() => {
        disclosed.value = isOpen ? undefined : 'emoji'
      }}
    >
      <Icon path={icon} />
    </button>
  )
}

function LaterEmoji(props: { insert: (sign: string) => void; files?: string | undefined }) {
  const parts = useEmoji()
  return parts ? <parts.Emoji {...props} /> : null
}

function LaterCounter({ length }: { length: number }) {
  const parts = useMessageParts()
  return parts ? <parts.Counter length={length} longest={longestText} /> : null
}

function LaterTray(props: FilesProps) {
  const parts = useFileParts()
  return parts ? <parts.Tray {...props} /> : null
}

/** A draft outlives a reload; the shell reads it. A browser that blocks storage keeps none. */
function keepDraft(site: string, text: string): void {
  try {
    sessionStorage.setItem(`baton:${site}:draft`, text)
  } catch {
    // It is still in the box.
  }
}
