import { Search, X } from 'lucide-preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { longestQuery } from '#shared/inbox-bounds.ts'
import { t } from '../../texts/texts.ts'

/** Milliseconds after the last key until it is searched by itself; Enter searches at once. */
const settle = 250

export const searchFieldId = 'search-all'

interface FieldProps {
  /** As the address has it. */
  text: string
  onSearch: (text: string) => void
}

export function SearchField({ text, onSearch }: FieldProps) {
  const [typed, setTyped] = useState(text)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const isComposing = useRef(false)
  // Back and forward change the words from outside.
  useEffect(() => {
    if (document.activeElement?.id !== searchFieldId || text === '') setTyped(text)
  }, [text])
  useEffect(() => () => clearTimeout(timer.current), [])

  function write(value: string): void {
    setTyped(value)
    clearTimeout(timer.current)
    // Half a Chinese word is not what anybody looks for.
    if (!isComposing.current) timer.current = setTimeout(() => onSearch(value.trim()), settle)
  }
  function now(value: string): void {
    clearTimeout(timer.current)
    onSearch(value.trim())
  }
  function onKey(event: KeyboardEvent & { currentTarget: HTMLInputElement }): void {
    if (event.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      event.preventDefault()
      event.currentTarget.blur()
      setTyped('')
      now('')
    }
  }
  return (
    <search class="search-field">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          now(typed)
        }}
      >
        <Search size={14} aria-hidden="true" />
        <input
          id={searchFieldId}
          type="search"
          autocomplete="off"
          enterkeyhint="search"
          maxLength={longestQuery}
          aria-label={t().search.label}
          aria-keyshortcuts="s"
          placeholder={t().search.placeholder}
          value={typed}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKey}
          onCompositionStart={() => {
            isComposing.current = true
            clearTimeout(timer.current)
          }}
          onCompositionEnd={(event) => {
            isComposing.current = false
            write(event.currentTarget.value)
          }}
        />
        {typed === '' ? (
          <kbd>s</kbd>
        ) : (
          <button
            type="button"
            class="search-clear"
            aria-label={t().search.clear}
            onClick={() => {
              setTyped('')
              now('')
              document.getElementById(searchFieldId)?.focus()
            }}
          >
            <X size={14} />
          </button>
        )}
      </form>
    </search>
  )
}
