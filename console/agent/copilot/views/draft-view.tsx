import type { CopilotDraft } from '#shared/copilot.ts'
import { percent } from '../../../shell/format.ts'
import { t } from '../../../texts/texts.ts'
import type { ConversationModel } from '../../conversation/conversation-model.ts'
import { CitationChips } from './citation-chips.tsx'
import { DoubtedText, DoubtList } from './doubts.tsx'

/** A drafted reply: what it says, what it stands on, what needs proof, and the way into the composer. */
export function DraftView({ model, draft }: { model: ConversationModel; draft: CopilotDraft }) {
  const words = t().copilot
  if (draft.basis === 'nothing') return <Nothing draft={draft} />
  return (
    <div class="copilot-draft">
      <p class="copilot-basis">
        <strong>{words.basis[draft.basis]}</strong>{' '}
        <span>{draft.byModel ? words.byModel : words.byRules}</span>
      </p>
      {draft.without !== undefined && draft.without !== 'no-model' && (
        <p class="copilot-hint">{words.without[draft.without]}</p>
      )}
      {draft.isShopSilent && <p class="copilot-hint">{words.shopSilent}</p>}
      {draft.basis === 'articles' && draft.isSure === false && draft.confidence !== undefined && (
        <p class="copilot-hint">{words.unsure(percent(draft.confidence))}</p>
      )}
      <div class="copilot-text" lang={draft.language}>
        <DoubtedText text={draft.text} doubts={draft.doubts} />
      </div>
      {draft.doubts.length > 0 && <DoubtList doubts={draft.doubts} />}
      <CitationChips citations={draft.citations} label={words.sources} />
      {draft.facts.length > 0 && draft.basis === 'tools' && (
        <details class="copilot-facts">
          <summary>{words.facts}</summary>
          <ul>
            {draft.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </details>
      )}
      <InsertRow model={model} draft={draft} />
    </div>
  )
}

/** What the agent has written stays, unless they say that it should go. */
function InsertRow({ model, draft }: { model: ConversationModel; draft: CopilotDraft }) {
  const words = t().copilot
  const { copilot } = model
  const isEmpty = model.drafts.reply.value.trim() === ''

  function insert(how: 'below' | 'replace'): void {
    copilot.insert(draft, how)
    document.getElementById('composer')?.focus()
  }
  if (!model.isMine.value) return <p class="copilot-hint">{words.acceptFirst}</p>
  return (
    <div class="copilot-actions">
      <button type="button" class="button button-primary" onClick={() => insert('below')}>
        {isEmpty ? words.insert : words.insertBelow}
      </button>
      {!isEmpty && (
        <button type="button" class="button" onClick={() => insert('replace')}>
          {words.replace}
        </button>
      )}
      <button type="button" class="button" onClick={() => void copilot.draft()}>
        {words.again}
      </button>
      <button type="button" class="button" onClick={copilot.discard}>
        {words.discard}
      </button>
    </div>
  )
}

function Nothing({ draft }: { draft: CopilotDraft }) {
  const words = t().copilot
  const isAsked = draft.question !== undefined
  return (
    <div class="copilot-draft">
      <p class="copilot-basis">
        <strong>{isAsked ? words.basis.nothing : words.nothingAsked}</strong>
      </p>
      {draft.isShopSilent && <p class="copilot-hint">{words.shopSilent}</p>}
      {isAsked && (
        <p class="copilot-hint">{draft.nearest.length > 0 ? words.nothingHelp : words.nothingAtAll}</p>
      )}
      <CitationChips citations={draft.nearest} label={words.sources} />
    </div>
  )
}
