import { expect, test } from 'vitest'
import { createFakeRest } from '../../fake-port.ts'
import { en } from '../../texts/en.ts'
import { createSessionModel } from './session-model.ts'
import { createSignInModel, tokenIn } from './sign-in-model.ts'

const words = en.people
const wrong = (error: string, more: object = {}) => ({ ok: false, error, message: 'x', ...more }) as never

function started(table: Parameters<typeof createFakeRest>[0]) {
  const { rest, called } = createFakeRest(table)
  const told: string[] = []
  const model = createSignInModel(rest, async () => void told.push('signed in'))
  return { model, called, told }
}

test('a pasted sign-in link and a bare token both sign in', () => {
  expect(tokenIn(' http://localhost:3000/console/sign-in?token=abc ')).toBe('abc')
  expect(tokenIn('abc')).toBe('abc')
})

test('a password that is enough signs in; one that is not leads to the code, which is asked for until it is right', async () => {
  const plain = started({ 'POST /session/password': { ok: true } })
  await plain.model.password(' ana@x.example ', 'p')
  expect(plain.called[0]?.body).toEqual({ email: 'ana@x.example', password: 'p' })
  expect(plain.told).toEqual(['signed in'])

  let code: object = wrong('invalid', { issues: [{ path: 'code', message: 'x' }] })
  const { model, told } = started({
    'POST /session/password': { ok: true, ticket: 't' } as never,
    'POST /session/code': () => code as never,
  })
  await model.password('ana@x.example', 'p')
  expect(model.step.value).toEqual({ name: 'code', ticket: 't', recovery: false })
  await model.code('111111')
  expect([model.problem.value, told]).toEqual([words.code.wrong, []])
  code = { ok: true }
  await model.code('222222')
  expect([model.problem.value, told]).toEqual([undefined, ['signed in']])
})

test('each refusal has its sentence, and the next try takes it away', async () => {
  let answer: object = wrong('unauthenticated')
  const { model } = started({ 'POST /session/password': () => answer as never })
  const tried = async (next: object) => {
    answer = next
    await model.password('a@x.example', 'p')
    return model.problem.value
  }
  expect(await tried(wrong('unauthenticated'))).toBe(words.signIn.wrong)
  expect(await tried(wrong('rate-limited', { retryAfter: 840 }))).toBe(words.signIn.tooMany('14'))
  expect(await tried(wrong('rate-limited', { retryAfter: 20 }))).toBe(en.failures.rateLimited(20))
  expect(await tried(wrong('unavailable'))).toBe(en.failures.unavailable)
  expect(await tried({ ok: true })).toBeUndefined()
})

test('a changed role is taken over, and a server that does not answer changes nothing', async () => {
  const session = { ok: true, person: { role: 'agent' }, workspace: {}, attachmentLimit: 1 }
  let answer: object = session
  const { rest } = createFakeRest({ 'GET /session': () => answer as never })
  const model = createSessionModel(rest)
  await model.load()
  answer = { ...session, person: { role: 'trainer' } }
  await model.refresh()
  expect(model.state.value).toMatchObject({ session: { person: { role: 'trainer' } } })
  answer = wrong('unavailable')
  await model.refresh()
  expect(model.state.value.name).toBe('signed-in')
  answer = wrong('unauthenticated')
  await model.refresh()
  expect(model.state.value.name).toBe('signed-out')
})
