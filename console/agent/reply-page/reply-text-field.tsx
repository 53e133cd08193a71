import { useLayoutEffect, useRef } from 'preact/hooks'
import { replyBounds } from '#shared/canned-reply.ts'
import type { Language } from '#shared/knowledge.ts'
import { placeholderOf, type ReplyVariable, replyVariables } from '#shared/reply-variables.ts'
import { t } from '../../texts/texts.ts'

interface FieldProps {
  /** Tells the fields of one page apart. */
  name?: string
  language: Language
  value: string
  isReadOnly: boolean
  onWrite: (value: string) => void
}

/** The text in one language, with a button for each variable: they go in where the caret stands. */
export function ReplyTextField({ name = 'reply-text', language, value, isReadOnly, onWrite }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const caret = useRef<number | undefined>(undefined)
  const words = t().tools.replies
  const id = `${name}-${language}`
  useLayoutEffect(() => {
    if (caret.current !== undefined) field.current?.setSelectionRange(caret.current, caret.current)
    caret.current = undefined
  }, [value])

  function insert(variable: ReplyVariable): void {
    const written = placeholderOf(variable, language)
    const { selectionStart: start, selectionEnd: end } = field.current ?? {
      selectionStart: 0,
      selectionEnd: 0,
    }
    caret.current = start + written.length
    onWrite(value.slice(0, start) + written + value.slice(end))
    field.current?.focus()
  }

  return (
    <div class="field form-field">
      <label for={id}>{words.texts[language]}</label>
      <textarea
        ref={field}
        id={id}
        class="input"
        lang={language === 'zh' ? 'zh-CN' : 'en'}
        rows={4}
        maxLength={replyBounds.text}
        readOnly={isReadOnly}
        value={value}
        onInput={(event) => onWrite(event.currentTarget.value)}
      />
      {!isReadOnly && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's own fields
        <div class="reply-variables" role="group" aria-label={words.insert}>
          {replyVariables.map((variable) => (
            <button
              type="button"
              key={variable}
              class="chip-button"
              title={placeholderOf(variable, language)}
              onClick={() => insert(variable)}
            >
              {words.variables[variable]}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
