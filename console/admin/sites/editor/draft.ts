import type { SiteSettings, TextLists, Texts } from '#shared/site.ts'
import { widgetLanguageCodes } from '#shared/widget-languages.ts'

/** What an administrator writes; who changed it and when is the server's. */
export type SiteDraft = Omit<SiteSettings, 'updatedAt' | 'updatedBy'>

export function draftOf({ updatedAt: _, updatedBy: __, ...draft }: SiteSettings): SiteDraft {
  return draft
}

/** As it is saved: without empty lines, and without languages in which nothing is written. */
export function tidy(draft: SiteDraft): SiteDraft {
  const { consent } = draft
  return {
    ...draft,
    title: tidyTexts(draft.title),
    greeting: tidyTexts(draft.greeting),
    suggestions: tidyLists(draft.suggestions),
    assistantName: tidyTexts(draft.assistantName),
    offlineText: tidyTexts(draft.offlineText),
    proactive: draft.proactive.map((each) => ({ ...each, text: tidyTexts(each.text) })),
    preChat: draft.preChat.map(({ choices, ...each }) => ({
      ...each,
      label: tidyTexts(each.label),
      ...(each.kind === 'choice' && choices && { choices: tidyLists(choices) }),
    })),
    consent: consent && {
      text: tidyTexts(consent.text),
      ...(consent.address?.trim() && { address: consent.address.trim() }),
    },
  }
}

function tidyTexts(texts: Texts): Texts {
  const kept: Texts = { en: texts.en.trim(), zh: texts.zh.trim() }
  for (const code of widgetLanguageCodes) {
    const text = texts[code]?.trim()
    if (text) kept[code] = text
  }
  return kept
}

function tidyLists(lists: TextLists): TextLists {
  const lines = (list: string[] | undefined) => (list ?? []).map((line) => line.trim()).filter(Boolean)
  const kept: TextLists = { en: lines(lists.en), zh: lines(lists.zh) }
  for (const code of widgetLanguageCodes) {
    const list = lines(lists[code])
    if (list.length > 0) kept[code] = list
  }
  return kept
}

/** The settings in which two drafts differ. */
export function changedFields(before: SiteDraft, after: SiteDraft): (keyof SiteDraft)[] {
  const [one, other] = [tidy(before), tidy(after)]
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof SiteDraft>
  fields.delete('version')
  return [...fields].filter((field) => inOrder(one[field]) !== inOrder(other[field]))
}

/** My changes on what somebody else saved meanwhile. */
export function onTop(base: SiteDraft, mine: SiteDraft, theirs: SiteDraft): SiteDraft {
  const changes = changedFields(base, mine).map((field) => [field, mine[field]])
  return { ...theirs, ...Object.fromEntries(changes) }
}

/** JSON in which the order of names says nothing. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  )
}
