export const providers = ['openai', 'anthropic', 'ollama'] as const
export type Provider = (typeof providers)[number]

/** Who in the assistant asks a model. */
export const specialists = ['triage', 'answerer', 'judge', 'operator'] as const
export type Specialist = (typeof specialists)[number]

/** What a model costs, in the operator's currency for a million tokens. */
export interface ModelPrice {
  input: number
  output: number
}

/** One model at one address. */
export interface ModelSettings {
  provider: Provider
  name: string
  /**
   * Base address: for `openai` with its version path (`http://127.0.0.1:8000/v1`), for `anthropic` and `ollama` without.
   * Left out, it is the provider's own (for Ollama this machine).
   */
  url?: string
  key?: string
  price?: ModelPrice
}

/** Which models one owner, the installation or a workspace, has chosen. */
export interface ModelChoice {
  /** Used by every specialist without one of its own. `null` in a workspace: no model, whatever the installation has. */
  model?: ModelSettings | null
  /** Asked when the first one fails. */
  fallback?: ModelSettings
  specialists?: Partial<Record<Specialist, ModelSettings>>
}

/** At most this much within a turn or a day; left out is without limit. */
export interface ModelLimit {
  calls?: number
  tokens?: number
  seconds?: number
}

/** What calls of models may take, and when a model is left alone. */
export interface ModelLimits {
  turn: ModelLimit
  /** One visitor's day, UTC. */
  visitor: ModelLimit
  /** One workspace's day. */
  workspace: ModelLimit
  /** The installation's day. */
  day: ModelLimit
  /** Calls in a row that a model may leave without an answer before it rests; 3 where it is left out. */
  unansweredInARow?: number
}

/**
 * What an installation allows unless it says otherwise. A turn asks triage, answerer, judge and one retry, each with a
 * few thousand tokens. A visitor who writes all day stays below theirs; a script that plays one does not.
 */
export const usualLimits: ModelLimits = {
  turn: { calls: 8, tokens: 60_000, seconds: 30 },
  visitor: { calls: 300, tokens: 1_000_000, seconds: 1_800 },
  workspace: { calls: 20_000, tokens: 50_000_000 },
  day: { calls: 50_000, tokens: 100_000_000 },
}

const addresses: Record<Provider, string> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  ollama: 'http://127.0.0.1:11434',
}

/** What people write behind the address although the provider's client adds it. */
const added: Partial<Record<Provider, RegExp>> = { anthropic: /\/v1$/, ollama: /\/(?:api|v1)$/ }

/** Where the model is reached. */
export function addressOf({ provider, url }: ModelSettings): string {
  return (url || addresses[provider]).replace(/\/+$/, '').replace(added[provider] ?? '', '')
}

/** Reads `provider:name`. Throws an Error that says what is wrong with it; `variable` is named in it. */
export function parseModelName(
  value: string,
  variable = 'BATON_MODEL',
): Pick<ModelSettings, 'provider' | 'name'> {
  const [, given, name] = /^([^:]*):?(.*)$/s.exec(value.trim()) ?? []
  const provider = providers.find((each) => each === given)
  if (provider === undefined) {
    throw new Error(
      `${variable}: unknown provider "${given}"; write openai:NAME, anthropic:NAME or ollama:NAME, for example openai:gpt-5-mini`,
    )
  }
  if (!name) throw new Error(`${variable}: the name of the model is missing; write ${provider}:NAME`)
  return { provider, name }
}
