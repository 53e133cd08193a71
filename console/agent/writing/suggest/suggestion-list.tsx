import './suggest.css'
import { useEffect, useRef } from 'preact/hooks'
import { LanguageMark } from '../../../shell/parts.tsx'
import type { Suggestion, Suggestions } from './use-suggestions.ts'

/** The id of the list, for the field that commands it. */
export const listId = 'suggestions'

export function optionId(place: number): string {
  return `suggestion-${place}`
}

interface ListProps {
  suggestions: Suggestions
  found: readonly Suggestion[]
  label: string
  /** What stands there where nothing fits. */
  none: string
  onChoose: (chosen: Suggestion) => void
}

/** A listbox above the caret. The field keeps the focus; it names the active option. */
export function SuggestionList({ suggestions, found, label, none, onChoose }: ListProps) {
  const box = useRef<HTMLDivElement>(null)
  const { left, top } = suggestions.place.value
  const active = Math.min(suggestions.active.value, found.length - 1)
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the press is only kept from taking the focus
    <div
      ref={box}
      class="suggestions"
      style={{ '--caret-left': `${left}px`, '--caret-top': `${top}px` }}
      // A press must not take the focus from the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      {found.length === 0 ? (
        <p class="suggestions-none" role="status">
          {none}
        </p>
      ) : (
        <div id={listId} role="listbox" aria-label={label}>
          {found.map((each, place) => (
            <div
              key={each.id}
              id={optionId(place)}
              role="option"
              tabIndex={-1}
              aria-selected={place === active}
              class="suggestion"
              onClick={() => onChoose(each)}
              onKeyDown={(event) => event.key === 'Enter' && onChoose(each)}
              onPointerMove={() => {
                suggestions.active.value = place
              }}
            >
              <span class="suggestion-line">
                {each.key !== undefined && <code>{each.key}</code>}
                <span class="suggestion-name">{each.name}</span>
                {each.language !== undefined && <LanguageMark language={each.language} />}
              </span>
              {each.detail !== undefined && <small>{each.detail}</small>}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
