import { readFileSync } from 'node:fs'
import { z } from 'zod'
import {
  type FollowUp,
  type ModelChoice,
  type ModelLimits,
  type ModelSettings,
  readModels,
  workspaceModels,
} from './assistant/index.ts'
import { type ShopsFile, shopsFile } from './connectors/index.ts'
import { type EncoderSettings, parseEncoderName } from './knowledge/index.ts'
import type { MailSettings } from './mail/index.ts'
import type { OpenIdSettings } from './people/index.ts'

export interface Config {
  port: number
  /** `undefined` is every address of this machine. */
  host: string | undefined
  dataDirectory: string
  databaseUrl: string | undefined
  redisUrl: string | undefined
  /** In front of every key and stream, so that several installations may share one Redis. */
  redisPrefix: string
  /** The address people and storefronts use, where it is not the one this process listens on. */
  publicUrl: string | undefined
  /** What phrases, checks and plans; `undefined` where the assistant does without. */
  model: ModelSettings | undefined
  /** Models beside that one: a second to fall back on, and those of single specialists. */
  otherModels: Pick<ModelChoice, 'fallback' | 'specialists'>
  modelLimits: ModelLimits
  /** What turns sentences into vectors; `undefined` where words have to do. */
  encoder: EncoderSettings | undefined
  /** Milliseconds one turn of the assistant may take. */
  turnDeadline: number
  /** When promises and unanswered questions are followed up, in milliseconds. */
  followUp: FollowUp
  /** Whoever at the desk has no connection for this long loses their conversations to the queue, in milliseconds. */
  deskLease: number
  /** Bytes of one file of a message. */
  attachmentLimit: number
  /** Through which server mails go, and from whom they are; `undefined` where none is sent. */
  mail: MailSettings | undefined
  /** The service that knows our people; `undefined` where they sign in by password only. */
  openId: OpenIdSettings | undefined
  /** The most bytes the embedded store may grow to. */
  dataLimit: number | undefined
  /** Where spans go, over OTLP; `undefined` where nothing is traced. */
  otlp: { endpoint: string; serviceName: string } | undefined
  demo: boolean
  /** The demo shop that another process serves; `undefined` where this one starts its own. */
  demoShop: { origin: string; key: string } | undefined
  /** The shops of the workspaces, where an operator wrote them down. */
  shops: ShopsFile | undefined
  /** The models of the workspaces that have their own. */
  workspaceModels: Record<string, ModelChoice>
  log: 'json' | 'text'
  logLevel: string
}

/** The environment does not make a program that can start; every mistake is named. */
export class ConfigMistake extends Error {
  override readonly name = 'ConfigMistake'
}

const yesOrNo = z
  .enum(['on', 'off', 'true', 'false', '1', '0'])
  .transform((value) => /^(on|true|1)$/.test(value))
const url = (protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be an address that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`,
  })

/** Secrets go there: over TLS, or to this very machine. */
function isIssuer(value: string): boolean {
  const address = URL.parse(value)
  if (address === null || address.search !== '' || address.hash !== '' || address.username !== '')
    return false
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname)
  return address.protocol === 'https:' || (address.protocol === 'http:' && isHere)
}

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  REDIS_PREFIX: z.string().min(1).max(100).default('baton'),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  BATON_ENCODER: z.string().default('english'),
  BATON_ENCODER_URL: url(['http:', 'https:']).optional(),
  BATON_ENCODER_KEY: z.string().optional(),
  TURN_DEADLINE_MS: z.coerce.number().int().min(1_000).max(120_000).default(20_000),
  PROMISE_WARNING_MINUTES: z.coerce.number().min(0).max(10_080).default(30),
  CHASE_AFTER_MINUTES: z.coerce.number().min(0.1).max(10_080).default(10),
  CLOSE_AFTER_MINUTES: z.coerce.number().min(0.1).max(10_080).default(30),
  DESK_LEASE_SECONDS: z.coerce.number().min(1).max(86_400).default(120),
  ATTACHMENT_LIMIT_MB: z.coerce.number().int().min(1).max(100).default(10),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'must be an address, or a name and <an address>',
    )
    .optional(),
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'must be an https:// address without user, query or # (http:// only on this machine)')
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).max(2_000).optional(),
  OIDC_NAME: z.string().trim().min(1).max(60).default('OpenID Connect'),
  DATA_LIMIT_MB: z.coerce.number().int().min(1).optional(),
  DEMO: yesOrNo.default(true),
  DEMO_SHOP_URL: url(['http:', 'https:']).optional(),
  DEMO_SHOP_KEY: z.string().min(1).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:']).optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default('baton'),
  LOG: z.enum(['json', 'text']).default('text'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** Reads the environment, the only place that does. Throws `ConfigMistake` that names every mistake at once. */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  // An empty variable is one that is not set: `DATABASE_URL= npm start` means the embedded store.
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(set)
  const mistakes = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  const { model, limits: modelLimits, ...otherModels } = readModels(set, mistakes)
  const encoder = readEncoder(set, mistakes)
  const shops = readFileOf('BATON_SHOPS', set.BATON_SHOPS, shopsFile, mistakes)
  const ownModels = readFileOf(
    'BATON_WORKSPACE_MODELS',
    set.BATON_WORKSPACE_MODELS,
    workspaceModels,
    mistakes,
  )
  if ((set.DEMO_SHOP_URL === undefined) !== (set.DEMO_SHOP_KEY === undefined))
    mistakes.push('DEMO_SHOP_URL and DEMO_SHOP_KEY: one needs the other')
  if ((set.SMTP_URL === undefined) !== (set.MAIL_FROM === undefined))
    mistakes.push('SMTP_URL and MAIL_FROM: one needs the other')
  const openIdParts = [set.OIDC_ISSUER, set.OIDC_CLIENT_ID, set.OIDC_CLIENT_SECRET]
  const given = openIdParts.filter((each) => each !== undefined).length
  if (given !== 0 && given !== openIdParts.length)
    mistakes.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: each needs the others')
  if (given === 0 && set.OIDC_NAME !== undefined) mistakes.push('OIDC_NAME: needs OIDC_ISSUER')
  if (!parsed.success || mistakes.length > 0) {
    throw new ConfigMistake(
      `The configuration is not right:\n${mistakes.map((each) => `  ${each}`).join('\n')}`,
    )
  }
  const { data } = parsed
  return {
    port: data.PORT,
    host: data.HOST,
    dataDirectory: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    redisPrefix: data.REDIS_PREFIX,
    publicUrl: data.PUBLIC_URL,
    model,
    otherModels,
    modelLimits,
    encoder,
    turnDeadline: data.TURN_DEADLINE_MS,
    followUp: {
      warnBefore: data.PROMISE_WARNING_MINUTES * 60_000,
      chaseAfter: data.CHASE_AFTER_MINUTES * 60_000,
      closeAfter: data.CLOSE_AFTER_MINUTES * 60_000,
    },
    deskLease: data.DESK_LEASE_SECONDS * 1_000,
    attachmentLimit: data.ATTACHMENT_LIMIT_MB * 1024 * 1024,
    mail: data.SMTP_URL && data.MAIL_FROM ? { url: data.SMTP_URL, from: data.MAIL_FROM } : undefined,
    openId:
      data.OIDC_ISSUER && data.OIDC_CLIENT_ID && data.OIDC_CLIENT_SECRET
        ? {
            ...{ issuer: data.OIDC_ISSUER, clientId: data.OIDC_CLIENT_ID },
            ...{ clientSecret: data.OIDC_CLIENT_SECRET, name: data.OIDC_NAME },
          }
        : undefined,
    dataLimit: data.DATA_LIMIT_MB === undefined ? undefined : data.DATA_LIMIT_MB * 1024 * 1024,
    otlp: data.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: data.OTEL_SERVICE_NAME }
      : undefined,
    demo: data.DEMO,
    demoShop: data.DEMO_SHOP_URL
      ? { origin: new URL(data.DEMO_SHOP_URL).origin, key: data.DEMO_SHOP_KEY ?? '' }
      : undefined,
    shops,
    workspaceModels: ownModels ?? {},
    log: data.LOG,
    logLevel: data.LOG_LEVEL,
  }
}

/** What a file that a variable names holds; `undefined` where it is not named or not right. */
function readFileOf<Schema extends z.ZodType>(
  variable: string,
  path: string | undefined,
  schema: Schema,
  mistakes: string[],
): z.output<Schema> | undefined {
  if (path === undefined) return undefined
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (parsed.success) return parsed.data
    for (const { path: place, message } of parsed.error.issues)
      mistakes.push(`${variable}: ${place.join('.') || 'the file'}: ${message}`)
  } catch (reason) {
    // A parser's message quotes the text around a mistake, and this text holds keys.
    const why = reason instanceof SyntaxError ? 'it is not JSON' : String(reason)
    mistakes.push(`${variable}: ${path} cannot be read: ${why}`)
  }
  return undefined
}

function readEncoder(set: NodeJS.ProcessEnv, mistakes: string[]): EncoderSettings | undefined {
  try {
    return parseEncoderName(set.BATON_ENCODER ?? 'english', {
      url: set.BATON_ENCODER_URL,
      key: set.BATON_ENCODER_KEY,
    })
  } catch (reason) {
    mistakes.push(`BATON_ENCODER: ${reason instanceof Error ? reason.message : String(reason)}`)
    return undefined
  }
}
