import { useRef } from 'preact/hooks'
import { type RewriteStyle, rewriteStyles } from '#shared/copilot.ts'
import { t } from '../../texts/texts.ts'
import type { Copilot } from './copilot-model.ts'
import type { Part } from './reply-text.ts'

interface RewriteProps {
  copilot: Copilot
  reply: string
  isMine: boolean
}

/** The styles that this desk can do; what needs a model and has none is shown as such. */
export function RewriteRow({ copilot, reply, isMine }: RewriteProps) {
  const words = t().copilot
  const field = useRef<Part | undefined>(undefined)
  if (!isMine) return null
  const able = copilot.abilities.value?.styles
  const isEmpty = reply.trim() === ''

  // Before a click takes the focus away from the field, which keeps its selection but not for every browser.
  function remember(): void {
    field.current = selectionIn(document.getElementById('composer'))
  }
  function run(style: RewriteStyle): void {
    void copilot.rewrite(style, field.current ?? selectionIn(document.getElementById('composer')))
    field.current = undefined
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div
      class={`copilot-styles ${isEmpty ? 'copilot-styles-idle' : ''}`}
      role="group"
      aria-label={words.rewriteWhat.all}
      onPointerDown={remember}
    >
      <span title={isEmpty ? words.rewriteWhat.empty : words.rewriteWhat.part}>{words.tools.rewrite}</span>
      {rewriteStyles.map((style) => {
        const needsModel = able !== undefined && !able.includes(style)
        return (
          <button
            key={style}
            type="button"
            class={needsModel ? 'chip chip-missing' : 'chip'}
            disabled={isEmpty || needsModel || copilot.busy.value === 'rewrite'}
            title={needsModel ? words.needsModel : isEmpty ? words.rewriteWhat.empty : undefined}
            onClick={() => run(style)}
          >
            {words.styles[style]}
          </button>
        )
      })}
      {able !== undefined && able.length < rewriteStyles.length && (
        <small class="copilot-needs">{words.needsModel}</small>
      )}
    </div>
  )
}

function selectionIn(field: HTMLElement | null): Part | undefined {
  if (!(field instanceof HTMLTextAreaElement)) return undefined
  const { selectionStart: start, selectionEnd: end } = field
  return end > start ? { start, end } : undefined
}
