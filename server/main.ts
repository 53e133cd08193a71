import closeWithGrace from 'close-with-grace'
import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'
import { type App, startApp } from './app.ts'
import { type Config, ConfigMistake, readConfig } from './config.ts'
import { StoreFailure } from './store/store.ts'

const started = performance.now()

/** Fails at start with one sentence a person can act on, and no stack. */
function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function openLog(config: Config): Logger {
  if (config.log === 'json') return pino({ level: config.logLevel })
  return pino({ level: config.logLevel }, pretty({ destination: 2, ignore: 'pid,hostname', sync: true }))
}

/** The last lines of a start: where the shop is, and how each demo person signs in. */
function tellWhere(app: App, config: Config, logger: Logger): void {
  const links = app.signIns.map(({ role, secret }) => ({
    role,
    link: `${app.url}/console/sign-in?token=${secret}`,
  }))
  if (config.log === 'json') {
    logger.info({ storefront: `${app.url}/` }, 'storefront')
    for (const { role, link } of links) logger.info({ role, link }, 'console')
    return
  }
  process.stdout.write(config.demo ? `\nstorefront: ${app.url}/\n` : `\nconsole: ${app.url}/console/\n`)
  for (const { role, link } of links) process.stdout.write(`console: ${role} ${link}\n`)
}

try {
  const config = readConfig(process.env)
  const logger = openLog(config)
  const app = await startApp(config, logger)
  closeWithGrace({ delay: 10_000, logger }, () => app.close())
  logger.info({ url: app.url, ms: Math.round(performance.now() - started) }, 'ready')
  tellWhere(app, config, logger)
} catch (reason) {
  if (reason instanceof ConfigMistake || reason instanceof StoreFailure) refuse(reason.message)
  const { code, port } = reason as { code?: string; port?: number }
  if (code === 'EADDRINUSE')
    refuse(`Port ${port} is in use by another program. Stop it, or set PORT to another one.`)
  if (code === 'EACCES') refuse(`This user may not listen on port ${port}. Set PORT to one above 1023.`)
  throw reason
}
