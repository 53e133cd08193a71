import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fetched } from '../fetched.ts'
import type { Texts } from '../texts/en.ts'
import type { LaterTexts } from '../texts/later-en.ts'
import { useWidget } from './context.ts'

const texts = signal<LaterTexts>()

/** What stands in and under messages. Until it is there, a text is shown plainly. */
export const useMessageParts = later(() => import('./later/message-parts.ts'))
/** The visitor's opinion in stars and words. */
export const useRatingParts = later(() => import('./later/rating.tsx'))
/** Pictures and files: what is chosen, on its way, and in messages. */
export const useFileParts = later(() => import('./later/files/index.ts'))

/** Orders and products as the shop's systems know them. */
export const useCardParts = later(() => import('./cards/index.ts'))
/** What is said while nobody is there. */
export const useAway = later(() => import('./away/away.tsx'))
/** Signs to write with. */
export const useEmoji = later(() => import('./emoji/emoji.tsx'))
/** What one seldom does with a conversation. */
export const useMenu = later(() => import('./menu/menu.tsx'))

/** What a site asks before the first message. */
export const useBefore = later(() => import('./before/before.tsx'))
/** What visitors do with their own data. */
export const useDataPanels = later(() => import('./data/index.ts'))

/** For the views in `later/` only, which are never drawn before their texts are there. */
export function useLaterTexts(): LaterTexts {
  return texts.value as LaterTexts
}

/** Milliseconds until what could not be fetched is tried again. */
const tryAgainAfter = 3_000

/**
 * A hook for views that an open, empty chat does without: they are fetched when first drawn and `undefined` until then.
 * Where they cannot be fetched, they are tried again, all the time that they are wanted.
 */
function later<Views extends { styles: string }>(
  fetch: () => Promise<Views>,
): (wanted?: boolean) => Views | undefined {
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

  return function useViews(wanted = true) {
    const { model, texts: catalogue } = useWidget()
    const open = model.session.open.value
    // A session that opens is a reason to try again.
    useEffect(() => {
      if (!wanted || views.peek()) return
      let again: ReturnType<typeof setTimeout> | undefined
      const attempt = () => {
        Promise.all([fetched(fetch), laterTextsOf(catalogue)]).then(arrived, () => {
          if (!isGone) again = setTimeout(attempt, tryAgainAfter)
        })
      }
      let isGone = false
      attempt()
      return () => {
        isGone = true
        clearTimeout(again)
      }
    }, [open, wanted])
    return views.value
  }
}

/** Under another address it is the module that comes, not the texts in it. */
async function laterTextsOf(catalogue: Texts): Promise<LaterTexts> {
  const found: LaterTexts | { laterTexts: LaterTexts } = await fetched<
    LaterTexts | { laterTexts: LaterTexts }
  >(catalogue.later)
  return 'laterTexts' in found ? found.laterTexts : found
}
