import { createServer, type Server as HttpServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { Server } from 'socket.io'
import {
  type AssistantParts,
  handToPeople,
  openModels,
  readMessage,
  runChase,
  runPromise,
  runTurn,
  runWatch,
} from './assistant/index.ts'
import { expireAttachment } from './attachments/index.ts'
import { forgetOldFacts } from './cluster/forget-facts.ts'
import { openLimits } from './cluster/limits.ts'
import { startWorker, type Worker } from './cluster/worker.ts'
import type { Config } from './config.ts'
import { type ConfiguredShops, openConfiguredShops, type ShopConnector } from './connectors/index.ts'
import { type DemoWorkspace, demoSiteKey, loadDemo, type SignInLink } from './demo/demo.ts'
import { openDemoShop } from './demo/demo-shop.ts'
import { storefrontRouter } from './demo/storefront.ts'
import {
  type ActionParts,
  askForRebuild,
  dropLeasesOf,
  runAbsence,
  runAction,
  runExpiry,
  runIndexing,
  runLateReply,
  runRebuild,
  runRouting,
  runSnooze,
  runTeamEmptying,
  teamNamed,
} from './desk/index.ts'
import { welcomeAdministrator } from './first-start.ts'
import { accountRoutes } from './gateway/account-routes.ts'
import { actRoutes } from './gateway/act-routes.ts'
import { attachmentRouter } from './gateway/attachments.ts'
import { openPresence } from './gateway/desk-presence.ts'
import { deskRoutes } from './gateway/desk-routes.ts'
import { serveDesk } from './gateway/desk-socket.ts'
import { httpApplication } from './gateway/http.ts'
import { identityRoutes } from './gateway/identity-routes.ts'
import { knowledgeRoutes } from './gateway/knowledge-routes.ts'
import { openLevelNotices } from './gateway/level-notices.ts'
import { openLive, rooms } from './gateway/live.ts'
import { macroRoutes } from './gateway/macro-routes.ts'
import { guardLaterRequests, openOrigins } from './gateway/origins.ts'
import { peopleRoutes } from './gateway/people-routes.ts'
import { replyRoutes } from './gateway/reply-routes.ts'
import { responsibilityRoutes } from './gateway/responsibility-routes.ts'
import { routingRoutes } from './gateway/routing-routes.ts'
import { searchRoutes } from './gateway/search-routes.ts'
import { siteRoutes } from './gateway/site-routes.ts'
import { readSite } from './gateway/sites.ts'
import { synonymRoutes } from './gateway/synonym-routes.ts'
import { teamRoutes } from './gateway/team-routes.ts'
import { visitorDataRoutes } from './gateway/visitor-data-routes.ts'
import { serveVisitors } from './gateway/visitor-socket.ts'
import { captureDefect, runEvaluation } from './improvement/index.ts'
import { openEncoder, openLibrary } from './knowledge/index.ts'
import { openMailer } from './mail/index.ts'
import { watchModels, watchProcess } from './metrics.ts'
import { responsibilitiesOf } from './oversight/index.ts'
import { openOpenId, openPasswords, runInvitationMail, runPasswordMail } from './people/index.ts'
import { dropLeases } from './store/due-work.ts'
import { openPostgresStore } from './store/postgres.ts'
import { openSqliteStore } from './store/sqlite.ts'
import type { Store } from './store/store.ts'
import type { Tracing } from './tracing.ts'
import { runTranscriptMail } from './visitor-data/index.ts'

export interface App {
  /** Where it listens, as people reach it. */
  url: string
  store: Store
  /** Fresh ways in: one for each demo person; without the demo, one for the first administrator, once. */
  signIns: SignInLink[]
  close(): Promise<void>
}

/** Where the parts lie that come with the program. */
export const programDirectory = join(import.meta.dirname, '..')

/** The largest frame of a socket: a message of 10 000 characters in any script, and room around it. */
const largestFrame = 100_000

/** Puts the parts together and listens. Whoever opens a thing here closes it in `close`, in the other order. */
export async function startApp(config: Config, logger: Logger, now: () => number = Date.now): Promise<App> {
  const report = (reason: unknown, about: string) => logger.error({ err: reason }, about)
  const store = config.databaseUrl
    ? await openPostgresStore(config.databaseUrl, (reason) => report(reason, 'an idle PostgreSQL connection'))
    : await openSqliteStore(config.dataDirectory, config.dataLimit ? { maxBytes: config.dataLimit } : {})
  const opened: (() => Promise<unknown>)[] = [() => store.close()]
  try {
    if (store.dialect === 'sqlite') {
      await dropLeases(store)
      await dropLeasesOf(store)
    }
    await askForRebuild(store, now())
    const redis = config.redisUrl ? await openRedis(config.redisUrl, report) : undefined
    if (redis) {
      opened.push(async () => redis.disconnect())
      const stop = forgetOldFacts(redis, `${config.redisPrefix}:sockets`, { now: Date.now, report })
      opened.push(async () => stop())
    }
    const demo = config.demo ? await loadDemo(store, now, config.encoder) : undefined
    const demoShop = demo && (await openDemoShop({ ...config, running: config.demoShop, now, report }))
    if (demoShop) opened.push(demoShop.close)
    const shops = config.shops && (await openConfiguredShops(config.shops))
    if (shops) opened.push(shops.close)
    const signIns = demo?.signIns ?? (await welcomeAdministrator(store, now))
    // OpenTelemetry is loaded only where somebody listens to it.
    const tracing = config.otlp && (await import('./tracing.ts')).openTracing(config.otlp, report)
    if (tracing) opened.push(tracing.close)
    const server = createServer()
    const running = serve(config, { store, redis, demo, demoShop, shops, tracing, server, now, report })
    opened.push(running.close)
    await listen(server, config)
    const { port } = server.address() as AddressInfo
    const url = config.publicUrl ?? `http://localhost:${port}`
    running.listening(url)
    return { url, store, signIns, close: () => closeAll(opened) }
  } catch (reason) {
    await closeAll(opened)
    throw reason
  }
}

function serve(
  config: Config,
  base: {
    store: Store
    redis: Redis | undefined
    demo: DemoWorkspace | undefined
    demoShop: ShopConnector | undefined
    shops: ConfiguredShops | undefined
    tracing: Tracing | undefined
    server: HttpServer
    now(): number
    report(reason: unknown, about: string): void
  },
) {
  const { store, redis, now, report, server } = base
  let publicUrl = config.publicUrl ?? ''
  let worker: Worker | undefined
  const wake = () => worker?.wake()
  const metrics = new Registry()
  const origins = openOrigins(store.read, config.publicUrl, now)
  // Socket.IO takes its own addresses from whoever listens already: the application must be here before it.
  let application: RequestListener = (_request, response) => void response.writeHead(503).end()
  server.on('request', (request, response) => application(request, response))
  const io = new Server(server, {
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: largestFrame,
    allowRequest: (request, decide) => {
      origins.mayConnect(request.headers).then(
        (isAllowed) => decide(isAllowed ? null : 'this origin is not allowed', isAllowed),
        (reason) => {
          report(reason, 'checking an origin')
          decide('the store does not answer', false)
        },
      )
    },
    ...(redis && { adapter: createAdapter(redis, { streamName: `${config.redisPrefix}:sockets` }) }),
  })
  io.engine.use(guardLaterRequests(origins, report))
  const live = openLive(io, { read: store.read, now, report, wake })
  const presence = openPresence({ store, live, report, now, wake, deskLease: config.deskLease })
  const encoder =
    config.encoder && openEncoder(config.encoder, (reason) => report(reason, 'encoding a question'))
  const library = openLibrary(store, { report, encoder, encoderSettings: config.encoder })
  const limit = openLimits(redis, config.redisPrefix, report)
  const { attachmentLimit } = config
  const parts = { store, now, announcer: live, live, limit, origins, report, wake, attachmentLimit }
  const levelsNoted = openLevelNotices({ read: store.read, live, report })
  const mailer = config.mail && openMailer(config.mail)
  const peopleParts = {
    ...parts,
    passwords: openPasswords(),
    openId: config.openId && openOpenId(config.openId, now),
    mailer,
    hasMail: mailer !== undefined,
    publicUrl: () => publicUrl,
  }
  const models = openModels({
    ...parts,
    choice: { ...(config.model && { model: config.model }), ...config.otherModels },
    limits: config.modelLimits,
    spent: watchModels(metrics),
  })
  const followUpParts = { followUp: config.followUp, isVisitorOnline: live.isVisitorOnline }
  const assistant: AssistantParts = {
    ...parts,
    library,
    models,
    modelChoiceOf: (workspaceId) => config.workspaceModels[workspaceId],
    responsibilitiesOf: (workspaceId) => responsibilitiesOf(store.read, workspaceId),
    shopOf: (workspaceId) =>
      base.shops?.shopOf(workspaceId) ?? (workspaceId === base.demo?.workspaceId ? base.demoShop : undefined),
    isDeskOpen: live.isDeskOpen,
    progress: live.progress,
    ...(base.tracing && { traced: base.tracing.turn }),
    deadline: config.turnDeadline,
    followUp: config.followUp,
  }
  const proposals: ActionParts = {
    ...assistant,
    handToPeople: (log, handover, isDeskOpen) =>
      handToPeople(log, handover, { followUp: config.followUp, isDeskOpen }),
  }
  const evaluation = {
    ...assistant,
    progressed: (workspaceId: string, { id: evaluationId, done, total, passed }: EvaluationProgress) =>
      void live.desk
        .to(rooms.workspace(workspaceId))
        .emit('evaluation:progressed', { evaluationId, done, total, passed }),
  }
  const stopVisitors = serveVisitors({ ...parts, mail: mailer !== undefined, followUp: config.followUp })
  const stopDesk = serveDesk({ ...assistant, ...proposals, ...parts, presence })
  const settingsOf = async (key: string) => (await readSite(store.read, key))?.settings
  application = httpApplication({
    ...peopleParts,
    ways: { mail: peopleParts.hasMail, ...(config.openId && { openId: config.openId.name }) },
    metrics,
    attachments: attachmentRouter(parts),
    routes: [
      ...knowledgeRoutes({ ...parts, encoder: config.encoder }),
      ...synonymRoutes(parts),
      ...actRoutes(parts),
      ...replyRoutes(parts),
      ...macroRoutes(parts),
      ...responsibilityRoutes(parts),
      ...searchRoutes(parts),
      ...deskRoutes(parts),
      ...peopleRoutes(peopleParts),
      ...accountRoutes(peopleParts),
      ...siteRoutes(parts),
      ...teamRoutes(parts),
      ...routingRoutes(parts),
      ...identityRoutes(parts),
      ...visitorDataRoutes(parts),
    ],
    builtDirectory: join(programDirectory, 'dist'),
    isSecure: (request) => publicUrl.startsWith('https:') || request.secure,
    isReady: () => canRead(store, report),
    storefront:
      base.demo &&
      storefrontRouter({
        siteKey: demoSiteKey,
        readSettings: settingsOf,
        shopDirectory: join(programDirectory, 'knowledge-base', 'shop'),
        assetsDirectory: join(programDirectory, 'knowledge-base', 'storefront'),
      }),
  })
  watchProcess(metrics, { visitors: live.visitors, desk: live.desk })
  worker = startWorker(
    store,
    {
      turn: (work, owner) => runTurn(assistant, work, owner),
      watch: (work, owner) => runWatch({ ...assistant, teamNamed, levelsNoted }, work, owner),
      capture: (work, owner) => captureDefect(parts, work, owner),
      evaluation: (work, owner) => runEvaluation(evaluation, work, owner),
      action: (work, owner) => runAction(proposals, work, owner),
      'action-expiry': (work, owner) => runExpiry(proposals, work, owner),
      'case-reading': (work, owner) => readMessage(parts, work, owner),
      promise: (work, owner) => runPromise(parts, work, owner),
      'transcript-mail': (work, owner) =>
        runTranscriptMail({ ...parts, mailer, readSite: settingsOf }, work, owner),
      'invitation-mail': (work, owner) => runInvitationMail(peopleParts, work, owner),
      'password-mail': (work, owner) => runPasswordMail(peopleParts, work, owner),
      'team-emptying': (work, owner) => runTeamEmptying(parts, work, owner),
      'attachment-expiry': (work, owner) => expireAttachment(parts, work, owner),
      absence: (work, owner) =>
        runAbsence({ ...parts, ...presence, deskLease: config.deskLease }, work, owner),
      reply: (work, owner) => runLateReply(parts, work, owner),
      search: (work, owner) => runIndexing(parts, work, owner),
      'search-rebuild': (work, owner) => runRebuild(parts, work, owner),
      routing: (work, owner) => runRouting({ ...parts, ...presence }, work, owner),
      snooze: (work, owner) => runSnooze(parts, work, owner),
      chase: (work, owner) => runChase({ ...parts, ...followUpParts }, work, owner),
    },
    { now, report },
  )
  return {
    /** Once it listens: what the first visitor would have to wait for is loaded now. */
    listening(url: string) {
      publicUrl = url
      library.warm().catch((reason) => report(reason, 'reading the live releases'))
      models.warm().catch((reason) => report(reason, 'loading LangChain'))
    },
    close: async () => {
      stopVisitors()
      stopDesk()
      await worker?.stop()
      await presence.close()
      await io.close()
      await encoder?.close()
      mailer?.close()
      live.close()
      limit.close()
    },
  }
}

interface EvaluationProgress {
  id: string
  done: number
  total: number
  passed: number
}

async function openRedis(url: string, report: (reason: unknown, about: string) => void): Promise<Redis> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 })
  redis.on('error', (reason) => report(reason, 'Redis'))
  await redis.connect()
  return redis
}

async function canRead(store: Store, report: (reason: unknown, about: string) => void): Promise<boolean> {
  try {
    await store.read.selectFrom('setting').select('key').limit(1).execute()
    return true
  } catch (reason) {
    report(reason, 'readiness')
    return false
  }
}

function listen(server: HttpServer, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: config.port, ...(config.host && { host: config.host }) }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function closeAll(opened: (() => Promise<unknown>)[]): Promise<void> {
  for (const close of opened.toReversed()) await close()
}
