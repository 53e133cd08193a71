import { useLocation } from 'preact-iso'
import { useDesk } from '../../../shell/desk-context.ts'
import { number } from '../../../shell/format.ts'
import { Banner } from '../../../shell/parts.tsx'
import { t } from '../../../texts/texts.ts'

/** Says, wherever one is, that a reply of another conversation did not go out: nobody looks for it there. */
export function UnsentBanner() {
  const { outbox } = useDesk().tools
  const { query } = useLocation()
  const elsewhere = outbox.unsent.value.filter(({ conversationId }) => conversationId !== query.conversation)
  const [first] = elsewhere
  if (first === undefined) return null
  const words = t().tools.undo
  return (
    <Banner tone="risk">
      {words.unsent(number(elsewhere.length))}{' '}
      <a href={`/console/?view=mine&conversation=${encodeURIComponent(first.conversationId)}`}>
        {words.open}
      </a>
    </Banner>
  )
}
