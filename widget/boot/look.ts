import { launcherLook } from '#shared/launcher-look.ts'
import type { PublicSite } from '#shared/site.ts'
import type { PageLine } from './page-line.ts'

/** Milliseconds: messages wait for what a site asks before the first of them. */
const answersWithin = 5_000

/** Fetches what a visitor's browser may know of a site; `undefined` where that cannot be had now. */
export async function fetchSite(key: string): Promise<PublicSite | undefined> {
  try {
    const signal = AbortSignal.timeout(answersWithin)
    const response = await fetch(`/widget/sites/${encodeURIComponent(key)}.json`, { signal })
    const site: PublicSite | undefined = response.ok ? await response.json() : undefined
    // A network's own sign-in page answers anything, and answers well.
    return site?.key === key && site.colours && site.greeting ? site : undefined
  } catch {
    // The chat says so itself when it is opened: it cannot connect either.
    return undefined
  }
}

/** Gives this document the site's colours and theme, and tells the page how its launcher looks. */
export function wear(site: PublicSite, line: PageLine): void {
  const { colours } = site
  const { style } = document.documentElement
  style.setProperty('--accent', colours.accent)
  style.setProperty('--on-accent', colours.onAccent)
  style.setProperty('--accent-on-light', colours.onLight)
  style.setProperty('--accent-on-dark', colours.onDark)
  // What the page has asked for goes first; a window of its own has a name of its own.
  wearTheme((line.embedded && window.name) || site.theme)
  line.send('look', launcherLook(site))
}

/** `auto` leaves it to the visitor's system. */
export function wearTheme(theme: string): void {
  document.documentElement.style.colorScheme = theme === 'auto' ? '' : theme
}
