import { t } from '../../../texts/texts.ts'
import type { Copilot, CopilotResult } from '../copilot-model.ts'
import { DoubtedText, DoubtList } from './doubts.tsx'

interface RewriteProps {
  copilot: Copilot
  result: CopilotResult & { tool: 'rewrite' }
  reply: string
}

/** A rewrite that is not put into the reply by itself: it has a doubt, changes nothing, or the reply went on. */
export function RewriteView({ copilot, result, reply }: RewriteProps) {
  const words = t().copilot
  const { rewrite, before } = result
  if (rewrite.isSame) return <p class="copilot-hint">{words.same}</p>
  const isUntouched = reply === before
  return (
    <div class="copilot-draft">
      {!isUntouched && <p class="copilot-hint">{words.changedMeanwhile}</p>}
      <div class="copilot-text">
        <DoubtedText text={rewrite.text} doubts={rewrite.doubts} />
      </div>
      {rewrite.doubts.length > 0 && <DoubtList doubts={rewrite.doubts} />}
      <div class="copilot-actions">
        <button type="button" class="button button-primary" onClick={() => copilot.useRewrite(result)}>
          {isUntouched ? words.use : words.insertBelow}
        </button>
        <button type="button" class="button" onClick={copilot.discard}>
          {words.discard}
        </button>
      </div>
    </div>
  )
}
