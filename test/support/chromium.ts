import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const run = promisify(execFile)

export interface Chromium {
  executablePath: string
  /** What the process needs besides our own environment. */
  env: Record<string, string>
}

/** Headless, without a sandbox (tests run as root in containers), and without talking to anybody. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--no-first-run',
  '--font-render-hinting=none',
]

const onTheMachine = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/**
 * A Chromium that starts here: one on the machine, else the one that comes with npm (with its own system libraries
 * where this machine has none), else one that Debian's package manager installs. Throws with what was tried.
 */
export async function findChromium(): Promise<Chromium> {
  const tried: string[] = []
  for (const path of onTheMachine) {
    if (!path || !existsSync(path)) continue
    if (await starts({ executablePath: path, env: {} }, tried)) return { executablePath: path, env: {} }
  }
  for (const find of [packaged, packagedWithLibraries, installed]) {
    const found = await find(tried)
    if (found && (await starts(found, tried))) return found
  }
  throw new Error(`No Chromium starts on this machine:\n${tried.join('\n')}`)
}

/** Starting it and opening a page is the only proof that all its libraries are there. */
async function starts(candidate: Chromium, tried: string[]): Promise<boolean> {
  try {
    const browser = await launch(candidate)
    await (await browser.newPage()).close()
    await browser.close()
    return true
  } catch (reason) {
    tried.push(`${candidate.executablePath}: ${String(reason).slice(0, 400)}`)
    return false
  }
}

export function launch(found: Chromium, moreFlags: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: found.executablePath,
    args: [...chromiumFlags, ...moreFlags],
    env: { ...process.env, ...found.env } as Record<string, string>,
    timeout: 30_000,
  })
}

async function packaged(tried: string[]): Promise<Chromium | undefined> {
  try {
    const { default: shipped } = await import('@sparticuz/chromium')
    return { executablePath: await shipped.executablePath(), env: {} }
  } catch (reason) {
    tried.push(`@sparticuz/chromium: ${reason}`)
    return undefined
  }
}

/** The package carries the libraries of a bare system in an archive that it unpacks only on the cloud it is made for. */
async function packagedWithLibraries(tried: string[]): Promise<Chromium | undefined> {
  try {
    const { default: shipped, inflate } = await import('@sparticuz/chromium')
    const archive = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))
    const directory = await inflate(archive.pathname)
    return { executablePath: await shipped.executablePath(), env: { LD_LIBRARY_PATH: `${directory}/lib` } }
  } catch (reason) {
    tried.push(`@sparticuz/chromium with its libraries: ${reason}`)
    return undefined
  }
}

async function installed(tried: string[]): Promise<Chromium | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  try {
    process.stderr.write('installing Chromium with apt-get …\n')
    const options = {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 300_000,
      maxBuffer: 1 << 26,
    }
    await run('apt-get', ['update'], options)
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
    return { executablePath: '/usr/bin/chromium', env: {} }
  } catch (reason) {
    tried.push(`apt-get install chromium: ${reason}`)
    return undefined
  }
}
