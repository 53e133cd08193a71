import './copilot.css'
import { Sparkles } from 'lucide-preact'
import { t } from '../../texts/texts.ts'
import type { Copilot } from './copilot-model.ts'

/** The way to the copilot, in the composer. */
export function CopilotButton({ copilot }: { copilot: Copilot }) {
  const words = t().copilot
  return (
    <button
      type="button"
      class="copilot-button"
      aria-expanded={copilot.isOpen.value}
      title={words.open}
      onClick={copilot.toggle}
    >
      <Sparkles size={14} />
      {words.name}
    </button>
  )
}
