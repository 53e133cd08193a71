import { useSignalEffect } from '@preact/signals'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useWidget } from './context.ts'
import { Icon, icons } from './icons.tsx'

// The same figure as `longestText` of the protocol, whose schemas must not come into the browser.
const longestText = 10_000
const counterFrom = 9_000

/** Where the visitor writes. A draft outlives a reload, and an input method's composition is never cut off. */
export function Composer() {
  const { model, host, texts, formats, site } = useWidget()
  const [text, setText] = useState(() => draft(site))
  const area = useRef<HTMLTextAreaElement>(null)
  const over = text.length - longestText
  const sendable = text.trim() !== '' && over <= 0

  useSignalEffect(() => {
    if (!host.opened.value) return
    // On touch the keyboard would cover the greeting; there the visitor asks for it by touching.
    if (!matchMedia('(pointer: coarse)').matches) area.current?.focus()
    host.send({ type: 'opened' })
  })

  useLayoutEffect(() => {
    const element = area.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])

  function change(next: string): void {
    setText(next)
    draft(site, next)
    model.setTyping(next !== '')
  }

  function send(): void {
    if (!sendable) return
    model.outbox.send(text.trim())
    change('')
    area.current?.focus()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
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
      <button type="submit" class="icon-button is-send" aria-label={texts.send} disabled={!sendable}>
        <Icon path={icons.send} />
      </button>
      {text.length > counterFrom && (
        <p class={`counter ${over > 0 ? 'is-over' : ''}`} role="status">
          {over > 0
            ? texts.tooLong(formats.number(over))
            : texts.lengthOf(formats.number(text.length), formats.number(longestText))}
        </p>
      )}
    </form>
  )
}

/** Reads the draft, or keeps the one given. A browser that blocks storage keeps none. */
function draft(site: string, text?: string): string {
  const key = `baton:${site}:draft`
  try {
    if (text !== undefined) sessionStorage.setItem(key, text)
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}
