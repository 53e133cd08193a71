import {
  type ModelChoice,
  type ModelLimit,
  type ModelLimits,
  type ModelPrice,
  type ModelSettings,
  parseModelName,
  type Specialist,
  specialists,
  usualLimits,
} from './settings.ts'

type Variables = Record<string, string | undefined>

const limitVariables = {
  turn: 'BATON_MODEL_PER_TURN',
  visitor: 'BATON_MODEL_PER_VISITOR',
  workspace: 'BATON_MODEL_PER_WORKSPACE',
  day: 'BATON_MODEL_PER_DAY',
} as const

/**
 * Reads BATON_MODEL, BATON_MODEL_FALLBACK and BATON_MODEL_TRIAGE, _ANSWERER, _JUDGE, _OPERATOR, each with _URL, _KEY and
 * _PRICE, and the limits BATON_MODEL_PER_TURN, _VISITOR, _WORKSPACE, _DAY. What is wrong is added to `mistakes`.
 */
export function readModels(
  variables: Variables,
  mistakes: string[],
): Pick<ModelChoice, 'fallback' | 'specialists'> & { model: ModelSettings | undefined; limits: ModelLimits } {
  const model = readModel('BATON_MODEL', variables, mistakes)
  const fallback = readModel('BATON_MODEL_FALLBACK', variables, mistakes, model)
  const own: Partial<Record<Specialist, ModelSettings>> = {}
  for (const specialist of specialists) {
    const variable = `BATON_MODEL_${specialist.toUpperCase()}`
    const settings = readModel(variable, variables, mistakes, model)
    if (settings) own[specialist] = settings
  }
  if (variables.BATON_MODEL === undefined && (fallback || Object.keys(own).length > 0))
    mistakes.push(
      'BATON_MODEL: set it as well; BATON_MODEL_FALLBACK and those of specialists stand beside it',
    )
  return {
    model,
    ...(fallback && { fallback }),
    specialists: own,
    limits: {
      turn: readLimit('turn', variables, mistakes),
      visitor: readLimit('visitor', variables, mistakes),
      workspace: readLimit('workspace', variables, mistakes),
      day: readLimit('day', variables, mistakes),
    },
  }
}

/**
 * One model. At the same provider, and with no address of its own, it is reached as the main one is: a key goes to the
 * address it was given for and to no other.
 */
function readModel(
  variable: string,
  variables: Variables,
  mistakes: string[],
  main?: ModelSettings,
): ModelSettings | undefined {
  const value = variables[variable]
  if (value === undefined) return undefined
  try {
    const { provider, name } = parseModelName(value, variable)
    const given = variables[`${variable}_URL`]
    const inherited = given === undefined && main?.provider === provider ? main : undefined
    const url = given === undefined ? inherited?.url : checkedUrl(given, `${variable}_URL`)
    const key = variables[`${variable}_KEY`] ?? inherited?.key
    const price = readPrice(variables[`${variable}_PRICE`], `${variable}_PRICE`)
    return { provider, name, ...(url && { url }), ...(key && { key }), ...(price && { price }) }
  } catch (reason) {
    mistakes.push(reason instanceof Error ? reason.message : String(reason))
    return undefined
  }
}

function checkedUrl(value: string, variable: string): string {
  if (!URL.canParse(value) || !['http:', 'https:'].includes(new URL(value).protocol))
    throw new Error(`${variable}: must be an address that begins with http:// or https://`)
  return value
}

function readPrice(value: string | undefined, variable: string): ModelPrice | undefined {
  if (value === undefined) return undefined
  const [, input, output] = /^\s*(\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)\s*$/.exec(value) ?? []
  if (input === undefined || output === undefined)
    throw new Error(`${variable}: write IN/OUT, the prices of a million tokens, for example 0.25/2`)
  return { input: Number(input), output: Number(output) }
}

function readLimit(of: keyof typeof limitVariables, variables: Variables, mistakes: string[]): ModelLimit {
  const value = variables[limitVariables[of]]
  if (value === undefined) return usualLimits[of]
  const parts = value.split('/').map((part) => part.trim())
  if (parts.length !== 3 || !parts.every((part) => part === '-' || /^\d+$/.test(part))) {
    mistakes.push(
      `${limitVariables[of]}: write CALLS/TOKENS/SECONDS, each a number or - for no limit, for example 8/60000/30`,
    )
    return usualLimits[of]
  }
  const limit: ModelLimit = {}
  for (const [index, name] of (['calls', 'tokens', 'seconds'] as const).entries()) {
    if (parts[index] !== '-') limit[name] = Number(parts[index])
  }
  return limit
}
