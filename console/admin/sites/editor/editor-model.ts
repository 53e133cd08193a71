import { batch, computed, signal } from '@preact/signals'
import { isOpenAt, nextOpening } from '#shared/hours.ts'
import type { FailureResult } from '#shared/result.ts'
import { type PublicSite, publicSiteOf, type SiteSettings } from '#shared/site.ts'
import { type WidgetLanguage, widgetLanguageCodes } from '#shared/widget-languages.ts'
import type { Rest } from '../../../rest.ts'
import { now } from '../../../shell/format.ts'
import type { Storage } from '../../../shell/preferences.ts'
import { language } from '../../../texts/texts.ts'
import type { SitesModel } from '../sites-model.ts'
import { changedFields, draftOf, onTop, type SiteDraft, tidy } from './draft.ts'
import { type Problems, problemIn, problemsOf } from './problems.ts'

export type EditorModel = ReturnType<typeof createEditorModel>

/** One site, and what an administrator makes of it before it is saved. The draft outlives the page. */
export function createEditorModel(
  parts: { rest: Rest; storage: Storage; sites: SitesModel },
  site: SiteSettings,
) {
  const storageKey = `site:${site.key}`
  const held = heldIn(parts.storage.read(storageKey))
  /** As it stands on the server, as far as we know. */
  const saved = signal(site)
  /** What the draft began from; it stays while somebody else saves another version. */
  const base = signal(held?.base ?? draftOf(site))
  const draft = signal(held?.draft ?? draftOf(site))
  /** Grows where the draft is replaced as a whole, so that fields are drawn anew. */
  const round = signal(0)
  const failure = signal<FailureResult | undefined>(undefined)
  const isSaving = signal(false)
  const isSaved = signal(false)
  /** In which language texts are written, and the preview is shown. */
  const textLanguage = signal<WidgetLanguage>(language.value)
  const previewsClosed = signal(false)

  const changed = computed(() => changedFields(base.value, draft.value))
  const problems = computed(() => problemsOf(draft.value))
  const isStale = computed(() => saved.value.version !== base.value.version)
  const publicSite = computed<PublicSite>(() => {
    const { hours } = draft.value
    const at = now.value
    const isOpen = !previewsClosed.value && canTell(problems.value) && isOpenAt(hours, at)
    // Where there are no hours, closed means that nobody is at the desk: it opens at no known time.
    const opensAt = hours && canTell(problems.value) ? nextOpening(hours, at) : undefined
    return publicSiteOf(drawable(tidy(draft.value), problems.value), {
      open: isOpen,
      ...(!isOpen && { opensAt }),
    })
  })

  function replace(next: SiteDraft, from: SiteDraft): void {
    batch(() => {
      base.value = from
      draft.value = next
      round.value += 1
      failure.value = undefined
    })
    keep()
  }

  function keep(): void {
    const isDirty = changed.value.length > 0
    parts.storage.write(
      storageKey,
      isDirty ? JSON.stringify({ base: base.value, draft: draft.value }) : undefined,
    )
  }

  function change(edit: Partial<SiteDraft>): void {
    batch(() => {
      draft.value = { ...draft.value, ...edit }
      isSaved.value = false
    })
    keep()
  }

  function landed(site: SiteSettings): void {
    saved.value = site
    parts.sites.keep(site)
  }

  async function save(): Promise<void> {
    if (isSaving.value || problems.value.size > 0 || changed.value.length === 0) return
    isSaving.value = true
    const sent = tidy(draft.value)
    const { key, ...content } = sent
    const result = await parts.rest.saveSite(key, { ...content, version: base.value.version })
    isSaving.value = false
    if (result.ok) {
      landed(result.site)
      // What was typed while it was being saved is kept, on top of what is saved now.
      const server = draftOf(result.site)
      const rest = changedFields(sent, draft.value)
      if (rest.length === 0) replace(server, server)
      else {
        base.value = server
        draft.value = onTop(sent, draft.value, server)
        keep()
      }
      isSaved.value = rest.length === 0
      return
    }
    failure.value = result
    if (result.error !== 'conflict') return
    const newest = await parts.rest.sites()
    const theirs = newest.ok ? newest.sites.find((each) => each.key === key) : undefined
    if (theirs === undefined) return
    landed(theirs)
    if (isStale.value) failure.value = undefined
  }

  return {
    ...{ saved, base, draft, round, failure, isSaving, isSaved, textLanguage, previewsClosed },
    ...{ changed, problems, isStale, publicSite },
    ...{ change, save },
    discard: () => replace(draftOf(saved.value), draftOf(saved.value)),
    /** My changes on top of what somebody else saved. */
    rebase() {
      const theirs = draftOf(saved.value)
      replace(onTop(base.value, draft.value, theirs), theirs)
    },
    offer: (codes: readonly WidgetLanguage[]) =>
      change({ languages: widgetLanguageCodes.filter((code) => codes.includes(code)) }),
    dispose() {
      failure.value = undefined
    },
  }
}

/** Without what is half-written: the preview shows what visitors could read. */
function drawable(draft: SiteDraft, problems: Problems): SiteDraft {
  const isRight = (path: string) => problemIn(problems, path) === undefined
  return {
    ...draft,
    ...(!isRight('accent') && { accent: '' }),
    ...(!isRight('offset') && { offset: { x: 20, y: 20 } }),
    proactive: draft.proactive.filter((_, place) => isRight(`proactive.${place}`)),
    preChat: draft.preChat.filter((_, place) => isRight(`preChat.${place}`)),
    consent: isRight('consent') ? draft.consent : undefined,
  }
}

/** With a mistake in them, hours say nothing of when they are open. */
function canTell(problems: Problems): boolean {
  return ![...problems.keys()].some((path) => path.startsWith('hours'))
}

/** What an earlier visit left; nothing where it cannot be read any more. */
function heldIn(text: string | undefined): { base: SiteDraft; draft: SiteDraft } | undefined {
  if (text === undefined) return undefined
  try {
    const held = JSON.parse(text)
    const isWhole = (each: Partial<SiteDraft> | undefined) =>
      Array.isArray(each?.proactive) && Array.isArray(each.preChat) && each.offset !== undefined
    return isWhole(held?.base) && isWhole(held?.draft) ? held : undefined
  } catch {
    return undefined
  }
}
