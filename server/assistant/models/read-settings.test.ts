import { expect, test } from 'vitest'
import { readModels } from './read-settings.ts'
import { parseModelName, usualLimits } from './settings.ts'

function read(variables: Record<string, string>) {
  const mistakes: string[] = []
  return { ...readModels(variables, mistakes), mistakes }
}

test('model names are read with their provider', () => {
  expect(parseModelName('openai:gpt-x')).toEqual({ provider: 'openai', name: 'gpt-x' })
  expect(parseModelName('ollama:qwen3:8b')).toEqual({ provider: 'ollama', name: 'qwen3:8b' })
  expect(parseModelName('anthropic:claude-x')).toEqual({ provider: 'anthropic', name: 'claude-x' })
  expect(() => parseModelName('acme:gpt-x')).toThrow('unknown provider "acme"')
  expect(() => parseModelName('gpt-x')).toThrow('write openai:NAME')
  expect(() => parseModelName('ollama:')).toThrow('the name of the model is missing; write ollama:NAME')
})

test('without BATON_MODEL there is no model, and the usual limits', () => {
  expect(read({})).toEqual({ model: undefined, specialists: {}, limits: usualLimits, mistakes: [] })
})

test('the main model, a fallback and a judge are read with addresses, keys and prices', () => {
  const { model, fallback, specialists, mistakes } = read({
    BATON_MODEL: 'openai:gpt-x',
    BATON_MODEL_URL: 'https://models.example/v1',
    BATON_MODEL_KEY: 'main-key',
    BATON_MODEL_PRICE: '0.25/2',
    BATON_MODEL_FALLBACK: 'anthropic:claude-x',
    BATON_MODEL_FALLBACK_KEY: 'fallback-key',
    BATON_MODEL_JUDGE: 'openai:gpt-small',
  })
  expect(mistakes).toEqual([])
  expect(model).toEqual({
    provider: 'openai',
    name: 'gpt-x',
    url: 'https://models.example/v1',
    key: 'main-key',
    price: { input: 0.25, output: 2 },
  })
  expect(fallback).toEqual({ provider: 'anthropic', name: 'claude-x', key: 'fallback-key' })
  expect(specialists).toEqual({
    judge: { provider: 'openai', name: 'gpt-small', url: 'https://models.example/v1', key: 'main-key' },
  })
})

test('a key never follows to an address or a provider it was not given for', () => {
  const { fallback, specialists } = read({
    BATON_MODEL: 'openai:gpt-x',
    BATON_MODEL_KEY: 'main-key',
    BATON_MODEL_FALLBACK: 'openai:gpt-y',
    BATON_MODEL_FALLBACK_URL: 'https://other.example/v1',
    BATON_MODEL_TRIAGE: 'ollama:qwen3',
  })
  expect(fallback).toEqual({ provider: 'openai', name: 'gpt-y', url: 'https://other.example/v1' })
  expect(specialists).toEqual({ triage: { provider: 'ollama', name: 'qwen3' } })
})

test('limits are calls, tokens and seconds, with - for none', () => {
  const { limits } = read({ BATON_MODEL_PER_TURN: '4/9000/15', BATON_MODEL_PER_DAY: '1000 / - / -' })
  expect(limits).toEqual({
    ...usualLimits,
    turn: { calls: 4, tokens: 9_000, seconds: 15 },
    day: { calls: 1_000 },
  })
})

test('every mistake is named', () => {
  const { mistakes } = read({
    BATON_MODEL_FALLBACK: 'acme:x',
    BATON_MODEL_JUDGE: 'openai:x',
    BATON_MODEL_JUDGE_URL: 'file:///etc/passwd',
    BATON_MODEL_TRIAGE: 'openai:y',
    BATON_MODEL_TRIAGE_PRICE: 'cheap',
    BATON_MODEL_OPERATOR: 'openai:z',
    BATON_MODEL_PER_TURN: 'many',
  })
  for (const variable of ['FALLBACK', 'JUDGE_URL', 'TRIAGE_PRICE', 'PER_TURN']) {
    expect(mistakes.some((each) => each.startsWith(`BATON_MODEL_${variable}: `))).toBe(true)
  }
  expect(mistakes.at(-2)).toMatch(/^BATON_MODEL: set it as well/)
})
