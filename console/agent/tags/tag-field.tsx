import { useId, useState } from 'preact/hooks'
import { type Tag, tagBounds, tagKey } from '#shared/tags.ts'
import { failureText, t } from '../../texts/texts.ts'
import { TagChip } from './tag-chip.tsx'
import type { TagsModel } from './tags-model.ts'

interface FieldProps {
  tags: TagsModel
  /** Those that are on the conversation. */
  chosen: readonly Tag[]
  onChange: (change: { add: Tag[]; remove: Tag[] }) => void
  isFocused?: boolean
  /** The list of tags is there from the start, not only while something is typed. */
  isOpen?: boolean
}

type Option = { kind: 'tag'; tag: Tag } | { kind: 'new'; name: string }

/** Finds a tag while typing, puts it on or takes it off, and makes a new one where there is none of the name. */
export function TagField({ tags, chosen, onChange, isFocused = false, isOpen = false }: FieldProps) {
  const words = t().wrapUp.tag
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const name = text.trim().replace(/\s+/g, ' ')
  const fitting = isOpen || name !== '' ? tags.fitting(text) : []
  const isNew = tagKey(name) !== '' && !fitting.some((tag) => tagKey(tag.name) === tagKey(name))
  const options: Option[] = [
    ...fitting.map((tag): Option => ({ kind: 'tag', tag })),
    ...(isNew ? [{ kind: 'new', name } as const] : []),
  ]
  const marked = Math.min(at, options.length - 1)
  const isOn = (tag: Tag) => chosen.some((each) => each.id === tag.id)

  async function take(option: Option | undefined): Promise<void> {
    if (option === undefined) return
    setProblem(undefined)
    if (option.kind === 'tag' && isOn(option.tag)) {
      onChange({ add: [], remove: [option.tag] })
    } else if (chosen.length >= tagBounds.conversation) {
      setProblem(words.full)
      return
    } else if (option.kind === 'tag') {
      onChange({ add: [option.tag], remove: [] })
    } else {
      const made = await tags.create(option.name)
      if (!made.ok) {
        setProblem(failureText(made))
        return
      }
      onChange({ add: [made.tag], remove: [] })
    }
    setText('')
    setAt(0)
  }

  function onKeyDown(event: KeyboardEvent): void {
    // An input-method composition is never cut off by Enter.
    if (event.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt(Math.max(0, Math.min(marked + step, options.length - 1)))
    } else if (event.key === 'Enter' && options.length > 0) {
      event.preventDefault()
      void take(options[marked])
    } else if (event.key === 'Backspace' && text === '' && chosen.length > 0) {
      const last = chosen.at(-1)
      if (last) onChange({ add: [], remove: [last] })
    }
  }

  return (
    <div class="tag-field">
      {chosen.length > 0 && (
        <div class="tag-line">
          {chosen.map((tag) => (
            <TagChip key={tag.id} tag={tag} onRemove={() => onChange({ add: [], remove: [tag] })} />
          ))}
        </div>
      )}
      <input
        class="input"
        role="combobox"
        autofocus={isFocused}
        autocomplete="off"
        aria-label={words.field}
        aria-expanded={options.length > 0}
        aria-controls={id}
        aria-activedescendant={options.length > 0 ? `${id}-${marked}` : undefined}
        placeholder={words.field}
        maxLength={tagBounds.name}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      {problem !== undefined && (
        <small class="form-problem" role="alert">
          {problem}
        </small>
      )}
      <div class="tag-options" role="listbox" id={id} aria-label={words.title} hidden={options.length === 0}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys of the list
          <div
            key={option.kind === 'tag' ? option.tag.id : 'new'}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === marked}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void take(option)}
          >
            {option.kind === 'tag' ? (
              <>
                <span class={`tag-dot tag-${option.tag.colour}`} />
                <span>{option.tag.name}</span>
                {isOn(option.tag) && <span aria-hidden="true">✓</span>}
              </>
            ) : (
              <span>{words.create(option.name)}</span>
            )}
          </div>
        ))}
      </div>
      {isOpen && options.length === 0 && <p class="quiet">{words.none}</p>}
    </div>
  )
}
