import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { call, signIn } from '../support/app.ts'
import { findChromium, launch } from '../support/chromium.ts'
import { startServerProcess } from '../support/server-process.ts'
import { percentile, report, round } from './report.ts'
import { type Sight, visit } from './widget/measure.ts'
import { type PageKind, serveBenchPages } from './widget/pages.ts'

/**
 * What the widget costs a shop's page in a real Chromium, beside the same page without it and beside the least chat that
 * can be made of the same libraries. Processor time is the main thread's own, not the clock's; what is slow is slowed
 * down four times. All frames share one process, so that the frame's work falls on the shop's own thread: the worst case.
 * What is closed is measured on a page that nobody has touched. `moved` is the same once the visitor's pointer has moved,
 * which fetches the chat's frame; `openToInputMs` begins there, as every visitor does, and `openToInputHastyMs` is a
 * program's press on a page where no pointer was before. `isolated` is `moved` in a browser that gives frames of other
 * sites a process of their own, as browsers on desktops do.
 */
const runs = Number(process.env.RUNS ?? 7)
const oneProcess = [
  '--disable-site-isolation-trials',
  '--disable-features=IsolateOrigins,site-per-process,OriginKeyedProcessesByDefault',
]
const directory = await mkdtemp(join(tmpdir(), 'baton-bench-'))
const server = await startServerProcess({ DATA_DIR: directory, BATON_ENCODER: 'off' })
const base = server.base.replace('localhost', '127.0.0.1')
// The tag is the demo shop's own, as a merchant copies it, with our whole address.
const readTag = async () =>
  /<script async src="[^"]*widget[^>]*><\/script>/.exec(await (await fetch(base)).text())?.[0] ?? ''
let tag = await readTag()
const siteKey = /data-site="([^"]+)"/.exec(tag)?.[1] ?? ''
const pages = await serveBenchPages(() => tag.replace('src="/', `src="${base}/`))
const chromium = await findChromium()
const kinds: PageKind[] = ['bare', 'baton', 'floor']
const ways = {
  quick: {},
  slow: { slow: 4 },
  moved: { moving: true },
  movedSlow: { slow: 4, moving: true },
}
type Way = keyof typeof ways | 'isolated'
const sights = new Map<string, Sight[]>()

async function look(browser: Browser, way: Way, options: object, keep: boolean): Promise<void> {
  for (const kind of kinds) {
    const sight = await visit(browser, `${pages.origin}/${kind}`, kind, options)
    if (keep) sights.set(`${way} ${kind}`, [...(sights.get(`${way} ${kind}`) ?? []), sight])
  }
}

const browser = await launch(chromium, oneProcess)
const isolated = await launch(chromium)
try {
  await allowOrigin(pages.origin)
  tag = await readTag()
  for (let run = -1; run < runs; run += 1) {
    // The first round only warms up.
    for (const [way, options] of Object.entries(ways)) await look(browser, way as Way, options, run >= 0)
    await look(isolated, 'isolated', { moving: true }, run >= 0)
  }
} finally {
  await browser.close()
  await isolated.close()
  await pages.close()
  await server.stop()
  await rm(directory, { recursive: true, force: true })
}

function median(way: Way, kind: PageKind, name: keyof Sight): number {
  const all = sights.get(`${way} ${kind}`) ?? []
  return percentile(
    all.map((sight) => sight[name]),
    0.5,
  )
}

function resultOf(kind: 'baton' | 'floor') {
  const added = (way: Way, name: keyof Sight) => median(way, kind, name) - median(way, 'bare', name)
  const closed = (way: Way) => ({
    scriptCpuMs: round(added(way, 'scriptCpuMs'), 1),
    mainThreadAddedMs: round(added(way, 'mainThreadMs'), 1),
    heapClosedMB: round(added(way, 'heapClosed') / 1e6, 3),
  })
  return {
    loaderGzip: median('quick', kind, 'launcherGzip'),
    appGzip: median('quick', kind, 'openGzip'),
    launcherRequests: median('quick', kind, 'launcherRequests'),
    launcherMs: round(median('slow', kind, 'launcherMs'), 1),
    openToInputMs: round(median('movedSlow', kind, 'openToInputMs'), 1),
    openToInputHastyMs: round(median('slow', kind, 'openToInputMs'), 1),
    ...closed('quick'),
    blockingAddedMs: round(added('slow', 'blockingMs'), 1),
    blockingMovedMs: round(added('movedSlow', 'blockingMs'), 1),
    blockingOpenMs: round(median('slow', kind, 'blockingOpenMs'), 1),
    heapOpenMB: round((median('quick', kind, 'heapOpen') - median('quick', 'bare', 'heapClosed')) / 1e6, 3),
    moved: closed('moved'),
    isolated: closed('isolated'),
  }
}

const result = { ...resultOf('baton'), floor: resultOf('floor') }
const { floor, moved, isolated: apart, ...ours } = result
const flat = (values: object, prefix = '') =>
  Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'number' ? [[`${prefix}${name}`, value]] : [],
  )
const rows = [...flat(ours), ...flat(moved, 'moved '), ...flat(apart, 'isolated ')] as [string, number][]
const floors = new Map([
  ...flat(floor),
  ...flat(floor.moved, 'moved '),
  ...flat(floor.isolated, 'isolated '),
] as [string, number][])
report(
  rows.map(([figure, value]) => ({ figure, ours: value, floor: floors.get(figure) ?? '' })),
  result,
)

/** The frame may be shown by the site's own pages only; the bench's are among them for this run. */
async function allowOrigin(origin: string): Promise<void> {
  const { token } = await signIn(base, server.secrets.administrator ?? '')
  const { sites } = await call(base, 'GET', '/sites', { token })
  const { key, ...site } = sites.find((each: { key: string }) => each.key === siteKey)
  // A site that says nothing by itself, as most: one that does fetches the frame without a sign of anybody.
  const body = { ...site, proactive: [], origins: [...site.origins, origin] }
  const answer = await call(base, 'PUT', `/sites/${key}`, { token, body })
  if (!answer.ok) throw new Error(`The site did not take the bench's origin: ${answer.message}`)
}
