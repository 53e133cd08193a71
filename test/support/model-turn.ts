import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import {
  type ModelChoice,
  ModelFailure,
  openModels,
  type Spent,
  type TurnModel,
} from '#server/assistant/models/index.ts'
import {
  type ModelLimits,
  type ModelSettings,
  type Provider,
  usualLimits,
} from '#server/assistant/models/settings.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import type { ModelWire } from './model-server.ts'
import { openAiWire } from './model-wire.ts'
import { anthropicWire } from './model-wire-anthropic.ts'
import { ollamaWire } from './model-wire-ollama.ts'

/** What each provider speaks: the same contract is held against all. */
export const wires: Record<Provider, ModelWire> = {
  openai: openAiWire,
  anthropic: anthropicWire,
  ollama: ollamaWire,
}

/** A store of its own in a directory that goes with it. */
export async function openTestStore(): Promise<Store> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-models-'))
  const store = await openSqliteStore(directory)
  return {
    ...store,
    async close() {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export interface TurnOptions {
  limits?: Partial<ModelLimits>
  /** Milliseconds the turn has. */
  deadline?: number
  visitorId?: string
  workspaceId?: string
  now?: () => number
  elapsed?: () => number
  /** Takes what is reported; left out, a report fails the test. */
  reports?: string[]
  signal?: AbortSignal
}

/** One turn over real models at real addresses, with what it spent. */
export function openTurn(
  store: Store,
  choice: ModelChoice,
  options: TurnOptions = {},
): { turn: TurnModel; spent: Spent[] } {
  const spent: Spent[] = []
  const { deadline = 10_000 } = options
  const models = openModels({
    choice,
    limits: { ...unlimited, ...options.limits },
    store,
    now: options.now ?? Date.now,
    ...(options.elapsed && { elapsed: options.elapsed }),
    report: (reason, about) => {
      if (options.reports) return void options.reports.push(`${about}: ${reason}`)
      throw new Error(about, { cause: reason })
    },
  })
  const turn = models.modelsFor()?.forTurn({
    workspaceId: options.workspaceId ?? 'shop',
    visitorId: options.visitorId ?? 'visitor',
    signal: options.signal ?? AbortSignal.timeout(deadline),
    endsAt: performance.now() + deadline,
    spent: (each) => spent.push(each),
  })
  if (turn === undefined) throw new Error('no model was chosen')
  return { turn, spent }
}

/** What the installation allows a single turn, and nothing else: tests share a store. */
const unlimited: ModelLimits = { turn: usualLimits.turn, visitor: {}, workspace: {}, day: {} }

export function settingsOf(
  provider: Provider,
  url: string,
  more: Partial<ModelSettings> = {},
): ModelSettings {
  return { provider, name: 'scripted', url, ...more }
}

/** The failure a call ends with; fails the test where it serves. */
export async function failureFrom(call: Promise<unknown>): Promise<ModelFailure> {
  const outcome = await call.then(
    (answer) => `an answer: ${JSON.stringify(answer)}`,
    (error: unknown) => error,
  )
  expect(outcome).toBeInstanceOf(ModelFailure)
  return outcome as ModelFailure
}
