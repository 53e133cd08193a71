import type { Citation } from '#shared/conversation.ts'
import { safeAddress } from '../../text/links.ts'
import { useWidget } from '../context.ts'
import { Icon } from '../icons.tsx'
import { useLaterTexts } from '../later.ts'
import { RichText } from './rich-text.tsx'

const sheet = 'M7 4h7l4 4v12H7ZM10 12h5m-5 4h5'

/** Where an answer comes from: quiet chips that open the quoted passage in place. */
export function Citations({ citations, of }: { citations: Citation[]; of: string }) {
  const { host, disclosed } = useWidget()
  const texts = useLaterTexts()
  if (citations.length === 0) return null
  const base = host.page.peek()?.url
  const name = (index: number) => `passage-${of}-${index}`
  const index = citations.findIndex((_, each) => disclosed.value === name(each))
  const opened = citations[index]
  const address = opened?.url ? safeAddress(opened.url, base) : undefined
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div class="citations" role="group" aria-label={texts.sources}>
      {citations.map((citation, each) => (
        <button
          type="button"
          class="chip"
          key={citation.articleId}
          aria-expanded={each === index}
          onClick={() => {
            disclosed.value = each === index ? undefined : name(each)
          }}
        >
          <Icon path={sheet} />
          <span>{citation.title}</span>
        </button>
      ))}
      {opened && (
        <blockquote class="passage">
          <strong>{opened.title}</strong>
          {opened.passage && <RichText text={opened.passage} base={base} />}
          {address && (
            <a href={address} target="_blank" rel="noopener noreferrer">
              {texts.openSource}
            </a>
          )}
        </blockquote>
      )}
    </div>
  )
}
