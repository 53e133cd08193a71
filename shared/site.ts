import { z } from 'zod'
import { type AccentColours, accentColours } from './accent.ts'
import { consentVersion } from './consent.ts'
import { hoursEdit } from './hours-edit.ts'
import { inLanguages, isWritten, problem, texts } from './site-texts.ts'
import { plain } from './text.ts'
import {
  type InLanguages,
  type TextLists,
  type Texts,
  type WidgetLanguage,
  widgetLanguageCodes,
} from './widget-languages.ts'

export type { InLanguages, TextLists, Texts, WidgetLanguage }

/** The most there may be of each; lengths in UTF-16 code units. */
export const siteBounds = {
  name: 100,
  text: 500,
  origins: 100,
  suggestions: 6,
  suggestion: 200,
  /** Pixels. */
  offset: 200,
  proactive: 10,
  proactiveText: 300,
  pattern: 200,
  /** An hour: longer nobody looks at one page. */
  seconds: 3_600,
  cartValue: 100_000_000,
  questions: 5,
  label: 200,
  choices: 10,
  choice: 100,
  consentText: 1_000,
  address: 500,
} as const

export const siteThemes = ['light', 'dark', 'auto'] as const
export const siteSides = ['left', 'right'] as const
export const questionKinds = ['text', 'email', 'order', 'choice'] as const

const origin = z
  .string()
  .max(200)
  .refine((value) => URL.canParse(value) && new URL(value).origin === value, problem('origin'))
const colour = z.string().refine((value) => /^#[0-9a-f]{6}$/i.test(value), problem('colour'))
const offset = z.int().min(0).max(siteBounds.offset)
const id = z.string().refine((value) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(value), problem('id'))
const written = (longest: number) => texts(longest).refine(isWritten, problem('no-text'))

/** A host has a dot, a star or a port in it, or is localhost: "cart" alone would never fit any page. */
const pattern = plain(siteBounds.pattern)
  .trim()
  .refine(
    (value) => /^(\/|\*|localhost|[^/\s]*[.:*])[^\s?#\\]*$/.test(value) && !value.includes('://'),
    problem('pattern'),
  )

const when = z
  .strictObject({
    /** Read by `fitsPage`. */
    urlPattern: pattern.optional(),
    secondsOnPage: z.int().min(1).max(siteBounds.seconds).optional(),
    /** In the shop's own currency, as its page tells. */
    cartValueAtLeast: z.number().min(0).max(siteBounds.cartValue).optional(),
    exitIntent: z.boolean().optional(),
    onlyWhileOpen: z.boolean().optional(),
  })
  .refine(
    ({ urlPattern, secondsOnPage, cartValueAtLeast, exitIntent }) =>
      exitIntent === true || [urlPattern, secondsOnPage, cartValueAtLeast].some((each) => each !== undefined),
    problem('no-condition'),
  )

const proactive = z.strictObject({ id, text: written(siteBounds.proactiveText), when })

const question = z
  .strictObject({
    id,
    label: written(siteBounds.label),
    kind: z.enum(questionKinds),
    choices: inLanguages(z.array(plain(siteBounds.choice).trim().min(1)).max(siteBounds.choices)).optional(),
    required: z.boolean(),
  })
  .superRefine(({ kind, choices }, context) => {
    const path = ['choices']
    if (kind !== 'choice' && choices !== undefined) {
      context.addIssue({ code: 'custom', path, ...problem('no-choices') })
    } else if (kind === 'choice' && !Object.values(choices ?? {}).some((each) => each && each.length > 1)) {
      context.addIssue({ code: 'custom', path, ...problem('few-choices') })
    }
  })

const consent = z.strictObject({
  text: written(siteBounds.consentText),
  /** Where the shop's privacy notice is. */
  address: plain(siteBounds.address)
    .trim()
    .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), problem('address'))
    .optional(),
})

/** What is stored of a site beside its name and origins. Everything has a default, so that what is stored reads on. */
const look = z.object({
  /** What visitors read above the chat; without it, the name. */
  title: texts(siteBounds.text).optional(),
  accent: colour.default('#1f6f5c'),
  theme: z.enum(siteThemes).default('auto'),
  side: z.enum(siteSides).default('right'),
  /** Pixels from the side and from the bottom. */
  offset: z.strictObject({ x: offset, y: offset }).default({ x: 20, y: 20 }),
  /** What visitors may read the chat in. */
  languages: z
    .array(z.enum(widgetLanguageCodes))
    .refine((codes) => codes.length > 0, problem('no-language'))
    .refine((codes) => new Set(codes).size === codes.length, problem('twice'))
    .default([...widgetLanguageCodes]),
  greeting: texts(siteBounds.text).default({
    en: 'Hello! How can we help?',
    zh: '您好！请问有什么可以帮您？',
  }),
  suggestions: inLanguages(z.array(plain(siteBounds.suggestion).trim()).max(siteBounds.suggestions)).default({
    en: [],
    zh: [],
  }),
  assistantName: texts(siteBounds.text).default({ en: 'Assistant', zh: '智能助手' }),
  /** Shown while nobody is there. */
  offlineText: texts(siteBounds.text).default({
    en: 'Our team is away at the moment. Write to us all the same: whatever needs a person is kept for them.',
    zh: '人工客服现在不在线。您可以照常留言，需要人工处理的，我们上线后会接着处理。',
  }),
  /** When people are there; without it, always. */
  hours: hoursEdit.optional(),
  proactive: z.array(proactive).max(siteBounds.proactive).superRefine(idsOnce).default([]),
  /** What is asked before the first message. */
  preChat: z.array(question).max(siteBounds.questions).superRefine(idsOnce).default([]),
  consent: consent.optional(),
  /** Whether a new message makes a sound before a visitor has chosen. */
  sound: z.boolean().default(false),
})

function idsOnce(each: { id: string }[], context: z.RefinementCtx): void {
  for (const [place, { id: name }] of each.entries()) {
    if (each.findIndex((other) => other.id === name) < place)
      context.addIssue({ code: 'custom', path: [place, 'id'], ...problem('twice') })
  }
}

export const siteEdit = look.extend({
  name: plain(siteBounds.name).trim().min(1),
  /** The pages that may show the chat. */
  origins: z.array(origin).max(siteBounds.origins),
  /** The one that was edited: somebody else's newer one makes the edit a `conflict`. A script may leave it out. */
  version: z.int().min(1).optional(),
})
export type SiteEdit = z.input<typeof siteEdit>

export type SiteLook = Omit<z.output<typeof look>, 'title'> & { title: Texts }
export type ProactiveMessage = SiteLook['proactive'][number]
export type PreChatQuestion = SiteLook['preChat'][number]
export type Consent = NonNullable<SiteLook['consent']>

/** A site as those who run it see it. */
export interface SiteSettings extends SiteLook {
  key: string
  name: string
  origins: string[]
  version: number
  updatedAt: number
  /** A person's name; empty where nobody has changed it yet. */
  updatedBy: string
}

/** What is stored of a site, with the defaults of what is new since. */
export function readLook(stored: unknown, name: string): SiteLook {
  const { title, ...rest } = look.parse(stored)
  return { ...rest, title: title && isWritten(title) ? title : { en: name, zh: name } }
}

/** What a visitor's connection is told of its site, in `session:open`. */
export interface SiteView
  extends Pick<SiteLook, 'title' | 'accent' | 'greeting' | 'suggestions' | 'assistantName'> {
  key: string
  /** As the desk calls it; `title` is what its visitors read. */
  name: string
}

/** What a visitor's browser knows before any connection: no origins, no name of the desk's, no hours. */
export interface PublicSite extends Omit<SiteLook, 'hours' | 'consent'> {
  key: string
  /** Made from the accent, each with enough contrast. */
  colours: AccentColours
  /** With the version that a visitor agrees to. */
  consent: (Consent & { version: string }) | null
  /** Whether a person would answer now: within the hours, and somebody is there. */
  open: boolean
  /** When the hours open next, where they are closed. Milliseconds since 1970. */
  opensAt?: number | undefined
}

export function siteViewOf({ key, name, ...site }: SiteLook & { key: string; name: string }): SiteView {
  const { title, accent, greeting, suggestions, assistantName } = site
  return { key, name, title, accent, greeting, suggestions, assistantName }
}

export function publicSiteOf(
  { key, ...site }: SiteLook & { key: string },
  desk: { open: boolean; opensAt?: number | undefined },
): PublicSite {
  return {
    colours: accentColours(site.accent),
    ...{ key, title: site.title, accent: site.accent, theme: site.theme, side: site.side },
    ...{ offset: site.offset, languages: site.languages, sound: site.sound },
    ...{ greeting: site.greeting, suggestions: site.suggestions, assistantName: site.assistantName },
    ...{ offlineText: site.offlineText, proactive: site.proactive, preChat: site.preChat },
    consent: site.consent ? { ...site.consent, version: consentVersion(site.consent) } : null,
    open: desk.open,
    ...(desk.opensAt !== undefined && { opensAt: desk.opensAt }),
  }
}
