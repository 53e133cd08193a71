import { useEffect } from 'preact/hooks'
import type { Language } from '#shared/knowledge.ts'
import { language, t } from '../../texts/texts.ts'
import type { Copilot } from './copilot-model.ts'

interface TranslationProps {
  copilot: Copilot
  message: { messageId: string; text: string; locale: Language }
}

/** Under a visitor's message in the other language: its translation, marked as a machine's. */
export function TranslationOf({ copilot, message }: TranslationProps) {
  const words = t().copilot
  const { messageId, locale, text } = message
  const known = copilot.translations.known.value.get(messageId)
  const isForeign = locale !== language.value && text.trim() !== ''
  useEffect(() => {
    if (isForeign) void copilot.learnAbilities()
  }, [isForeign, copilot])
  if (!isForeign || !copilot.abilities.value?.translates) return null
  const isShown = known?.state === 'shown'
  return (
    <footer class="message-foot translation">
      {isShown && (
        <blockquote lang={language.value}>
          <small>{words.translated}</small>
          <p class="plain-text">{known?.text}</p>
        </blockquote>
      )}
      <button
        type="button"
        class="link"
        disabled={known?.state === 'asked'}
        onClick={() => void copilot.translations.toggle(messageId, language.value)}
      >
        {isShown ? words.hideTranslation : known?.state === 'asked' ? words.translating : words.translate}
      </button>
      {known?.state === 'failed' && <span role="alert">{words.translateFailed}</span>}
    </footer>
  )
}
