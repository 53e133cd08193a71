import { useState } from 'preact/hooks'
import type { Expectation } from '#shared/knowledge.ts'
import { t } from '../../texts/texts.ts'
import type { StepProps } from './fix-path.tsx'

/** Step 2: the defect's question becomes a case that every release must pass. */
export function CaseStep({ model, path }: StepProps) {
  const [kind, setKind] = useState<Expectation['kind']>('article')
  const words = t().defects.case
  if (path.states.case === 'done') return <p class="quiet">{words.added}</p>
  const article = model.article.value
  const isNext = path.next === 'case'
  function add(): void {
    if (kind !== 'article') void model.addCase({ kind })
    else if (article !== undefined) void model.addCase({ kind, articleId: article.id })
  }
  return (
    <>
      {isNext && <p>{words.help}</p>}
      {article === undefined && kind === 'article' && <p class="quiet">{words.needsArticle}</p>}
      {isNext && (
        <label class="field case-expect">
          <span>{words.expect}</span>
          <select
            class="input"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as Expectation['kind'])}
          >
            <option value="article">{words.expectArticle(article?.title ?? '…')}</option>
            <option value="handover">{words.expectHandover}</option>
            <option value="refusal">{words.expectRefusal}</option>
          </select>
        </label>
      )}
      {(isNext || article !== undefined) && (
        <div class="step-actions">
          <button
            type="button"
            class={isNext ? 'button button-primary' : 'button'}
            disabled={model.busy.value !== undefined || (kind === 'article' && article === undefined)}
            onClick={add}
          >
            {words.add}
          </button>
        </div>
      )}
    </>
  )
}
