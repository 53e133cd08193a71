import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts as { start: string }
/** What follows `node` in `npm start`: the process under test is started with the same flags. */
const startWords = scripts.start.split(' ').slice(1)

export interface ServerProcess {
  base: string
  /** role → sign-in secret, as the process printed them. */
  secrets: Record<string, string>
  /** Milliseconds from spawn to the printed links. */
  startedIn: number
  child: ChildProcess
  /** Everything it printed so far. */
  output(): string
  /** SIGKILL: no handler runs, nothing is flushed. */
  kill(): Promise<void>
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
}

/** Starts the server as a process of its own, the way `npm start` does after the build. */
export async function startServerProcess(variables: Record<string, string>): Promise<ServerProcess> {
  const port = variables.PORT ?? String(await freePort())
  const started = performance.now()
  const child = spawn(process.execPath, startWords, {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'error', HOST: '127.0.0.1', ...variables, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit') as Promise<[number | null]>
  let output = ''
  const ready = new Promise<void>((resolve) => {
    const gather = (piece: Buffer) => {
      output += piece
      // The last of the printed links, in either form of the log.
      if (/console: administrator|"role":"administrator"/.test(output)) resolve()
    }
    child.stdout.on('data', gather)
    child.stderr.on('data', gather)
  })
  await Promise.race([
    ready,
    exited.then(([code]) => {
      throw new Error(`the server ended with ${code} before it was ready:\n${output}`)
    }),
  ])
  return {
    base: `http://127.0.0.1:${port}`,
    secrets: Object.fromEntries(
      [...output.matchAll(/console: (\w+) \S+token=(\S+)/g)].map(([, role, secret]) => [role, secret]),
    ),
    startedIn: performance.now() - started,
    child,
    output: () => output,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      child.kill('SIGTERM')
      const [code] = await exited
      return code
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
