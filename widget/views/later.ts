import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { LaterTexts } from '../texts/later-en.ts'
import { useWidget } from './context.ts'

const texts = signal<LaterTexts>()

/** What stands in and under messages. Until it is there, a text is shown plainly. */
export const useMessageParts = later(() => import('./later/message-parts.ts'))
/** The visitor's opinion in stars and words. */
export const useRatingParts = later(() => import('./later/rating.tsx'))

/** For the views in `later/` only, which are never drawn before their texts are there. */
export function useLaterTexts(): LaterTexts {
  return texts.value as LaterTexts
}

/**
 * A hook for views that an open, empty chat does without: they are fetched when first drawn and `undefined` until then.
 * Where they cannot be fetched, the next to be drawn and the next session try again.
 */
function later<Views extends { styles: string }>(fetch: () => Promise<Views>): () => Views | undefined {
  const views = signal<Views>()

  function arrived([fetched, catalogue]: [Views, LaterTexts]): void {
    if (views.peek()) return
    // One file for both, so that neither the views nor their styles are ever there alone.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(fetched.styles)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    texts.value = catalogue
    views.value = fetched
  }

  return function useViews() {
    const { model, language } = useWidget()
    const open = model.session.open.value
    // A session that opens is a reason to try again.
    useEffect(() => {
      if (views.peek()) return
      const catalogue =
        language === 'zh'
          ? import('../texts/later-zh.ts').then(({ zhLater }) => zhLater)
          : import('../texts/later-en.ts').then(({ enLater }) => enLater)
      Promise.all([fetch(), catalogue]).then(arrived, () => {
        // They stay away until they are asked for again.
      })
    }, [open])
    return views.value
  }
}
