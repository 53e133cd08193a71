import type { DeskSnapshot } from '#shared/protocol.ts'
import { t } from '../../texts/texts.ts'
import { AttentionChips } from './attention-chips.tsx'

/** Under the header of a conversation: why it needs attention, and who was asked to join. */
export function AttentionStrip({ snapshot }: { snapshot: DeskSnapshot }) {
  const { attention, helpers } = snapshot
  if (attention.length === 0 && helpers.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this groups words
    <div class="attention-strip" role="group" aria-label={t().watch.filter}>
      <AttentionChips attention={attention} helpers={helpers} most={6} />
    </div>
  )
}
