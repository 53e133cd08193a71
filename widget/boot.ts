import './tokens.css'
import './styles/frame.css'
import './styles/stage.css'
import './styles/welcome.css'
import './styles/composer.css'
import type { PublicSite } from '#shared/site.ts'
import { fetchSite, wear, wearTheme } from './boot/look.ts'
import { createPageLine } from './boot/page-line.ts'
import { readShell } from './boot/shell.ts'
import type { PageMessage } from './frame-protocol.ts'

/**
 * The first thing in the frame, loaded while the shop's page rests. It costs next to nothing: the chat itself comes when
 * it is wanted, and takes over what is drawn and written by then.
 */
const query = new URLSearchParams(location.search)
const siteKey = query.get('site') ?? ''
const line = createPageLine(query.get('origin'), hear)
const shell = readShell(`baton:${siteKey}:draft`, () => line.send('close'))
const site = fetchSite(siteKey)
const tryAgainAfter = 3_000
/** Whoever waits longer is told why. */
const comesWithin = 4_000
/** A frame is not begun anew more often. */
const youngest = 10_000
/** Calls that are of no use without the chat; what the page tells of itself can wait for it. */
const urgent = /^(identify|reset|prefill|send)$/

let isBeginning = false
let isFailing = false
let isThere = false
/** What the page has said before the messages that a site shows by itself could hear it. */
const early: PageMessage[] = []
let watch = (message: PageMessage): unknown => early.length < 99 && early.push(message)

line.send('ready')
line.send('label', document.title)
site.then((known) => {
  if (!known) return
  wear(known, line)
  if (known.proactive[0] && line.embedded && !query.has('preview')) return fetchTeaser(known)
})
if (!line.embedded || isKnown()) begin()

function hear(message: PageMessage): void {
  watch(message)
  if (message.type === 'open') shell.appear()
  if (/^(open|warm|preview)$/.test(message.type)) begin()
  else if (message.type === 'call') {
    const [name, value] = message.value
    // For this page: the frame's name outlives what is loaded into it, as for another language, and ends with the frame.
    // At once, for that may be before the chat is wanted; which tells the page of what is none of the three.
    if (name === 'setTheme' && /^(light|dark|auto)$/.test(value as string)) {
      window.name = value as string
      wearTheme(window.name)
    }
    if (urgent.test(name)) begin()
  }
}

function begin(): void {
  if (isBeginning) return
  isBeginning = true
  const late = setTimeout(failed, comesWithin)
  fetchChat()
    .then(({ startChat }) => startChat({ query, siteKey, line, shell, site, wear }))
    .then(
      () => {
        isThere = true
        shell.fail(false)
      },
      (problem) => {
        console.warn('Baton: the chat could not be loaded; trying again.', problem)
        failed()
      },
    )
    .finally(() => clearTimeout(late))
}

function failed(): void {
  shell.fail(true)
  if (!isFailing) setTimeout(beginAnew, tryAgainAfter)
  isFailing = true
}

/**
 * A browser may never ask again for a script that it could not fetch once, and a request that nobody answers has no end:
 * the frame begins anew as soon as both files can be had. What was written is kept.
 */
async function beginAnew(): Promise<void> {
  if (isThere) return
  try {
    const { main = '', texts = '' } = document.documentElement.dataset
    const signal = AbortSignal.timeout(comesWithin)
    const found = await Promise.all([main, texts].map((each) => fetch(each, { signal, cache: 'reload' })))
    const isHad = found.every(({ ok, headers }) => ok && /javascript/.test(headers.get('content-type') ?? ''))
    if (isHad && !isThere && performance.now() > youngest) return location.reload()
  } catch {
    // Still not: the visitor reads so.
  }
  setTimeout(beginAnew, tryAgainAfter)
}

/** Where it cannot be had the shop says nothing by itself, which nobody misses. */
async function fetchTeaser(known: PublicSite): Promise<void> {
  const { startProactive }: typeof import('./proactive/start.ts') = await import(
    /* @vite-ignore */ document.documentElement.dataset.teaser ?? ''
  )
  watch = startProactive({ site: known, line, shell, begin })
  early.forEach(watch)
}

/** The chat is a build of its own; the server has put its address into the page. */
function fetchChat(): Promise<typeof import('./main.tsx')> {
  return import(/* @vite-ignore */ document.documentElement.dataset.main ?? '')
}

/** Whoever has used the chat before may have something unread: their chat is there from the start. */
function isKnown(): boolean {
  if (query.get('known')) return true
  try {
    return localStorage.getItem(`baton:${siteKey}:visitor`) !== null
  } catch {
    return false
  }
}
