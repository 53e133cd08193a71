import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openModels, type TurnModel } from '#server/assistant/models/index.ts'
import { usualLimits } from '#server/assistant/models/settings.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import { startModelServer } from '../../support/model-server.ts'
import { openAiWire } from '../../support/model-wire.ts'
import type { RetailAction } from './data.ts'

/** A model that calls what it was told to, over the real wire. */
export interface ScriptedModel {
  /** What it calls whenever it is offered tools, until told otherwise. */
  plan(calls: readonly RetailAction[]): void
  /** How often it was offered tools, and how often our rules took what it called. */
  readonly offered: number
  readonly taken: number
  took(): void
  forTurn(signal: AbortSignal): TurnModel
  close(): Promise<void>
}

export async function openScriptedModel(): Promise<ScriptedModel> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-retail-'))
  const store = await openSqliteStore(directory)
  let planned: readonly RetailAction[] = []
  let offered = 0
  let taken = 0
  const server = await startModelServer(openAiWire, ({ tools, form }) => {
    const isOffered = tools?.some((each) => each.function.name === 'return' || each.function.name === 'stock')
    if (isOffered) offered += 1
    if (!isOffered && form) return { kind: 'structured' }
    if (!isOffered || planned.length === 0) return { kind: 'obey', text: isOffered ? 'NONE' : 'NO_ANSWER' }
    const calls = planned.map(({ name, arguments: given }) => ({ name, arguments: given }))
    return { kind: 'tools', calls }
  })
  const models = openModels({
    choice: { model: { provider: 'openai', name: 'scripted', url: server.url } },
    limits: { turn: usualLimits.turn, visitor: {}, workspace: {}, day: {} },
    store,
    now: Date.now,
    report(reason, about) {
      throw new Error(about, { cause: reason })
    },
  })
  return {
    plan(calls) {
      planned = calls
    },
    get offered() {
      return offered
    },
    get taken() {
      return taken
    },
    took() {
      taken += 1
    },
    forTurn(signal) {
      const endsAt = performance.now() + 20_000
      const scope = { workspaceId: 'shop', visitorId: 'visitor', signal, endsAt }
      const turn = models.modelsFor()?.forTurn(scope)
      if (turn === undefined) throw new TypeError('no model was chosen')
      return turn
    },
    async close() {
      await server.close()
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
