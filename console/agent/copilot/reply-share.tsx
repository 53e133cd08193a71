import { Undo2, X } from 'lucide-preact'
import { t } from '../../texts/texts.ts'
import type { Copilot } from './copilot-model.ts'
import { DoubtList } from './views/doubts.tsx'

/** Below the reply: what was just put into it and how to take it back, what it cites, and what nobody has proved. */
export function ReplyShare({ copilot }: { copilot: Copilot }) {
  const words = t().copilot
  const done = copilot.done.value
  const { cites } = copilot.share.current.value
  const doubts = copilot.share.doubts.value
  if (done === undefined && cites.length === 0 && doubts.length === 0) return null
  return (
    <div class="reply-share">
      {done !== undefined && (
        <p role="status">
          {words.done[done.what]}{' '}
          <button type="button" class="link" onClick={copilot.undo}>
            <Undo2 size={12} /> {words.undo}
          </button>
        </p>
      )}
      {doubts.length > 0 && <DoubtList doubts={doubts} />}
      {cites.length > 0 && (
        <ul class="reply-cites" aria-label={words.cites} title={words.cites}>
          {cites.map(({ articleId, title, passage, language }) => (
            <li key={articleId} class="chip" title={passage} lang={language}>
              <span>{title}</span>
              <button
                type="button"
                aria-label={words.removeCite(title)}
                title={words.removeCite(title)}
                onClick={() => copilot.share.dropCite(articleId)}
              >
                <X size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
