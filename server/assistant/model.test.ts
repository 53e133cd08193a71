import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ModelServer, type Script, startModelServer } from '../../test/support/model-server.ts'
import { ModelFailure, openModel, type PhraseRequest } from './model.ts'

const KEY = 'sk-secret-7f3a91'
const PASSAGES = [
  { number: 1, title: 'Delivery', text: 'Orders arrive within two days. Parcels can be followed online.' },
  { number: 2, title: 'Returns', text: 'Returns are free for 30 days.' },
]

let server: ModelServer

beforeAll(async () => {
  server = await startModelServer()
  // LangChain loads here, not within a test that measures time.
  await phrase()
}, 30_000)
afterAll(() => server.close())
beforeEach(() => {
  server.script([])
  server.requests.length = 0
  server.authorizations.length = 0
})

/** Phrases an answer and keeps what was streamed. */
async function phrase(changes: Partial<PhraseRequest> = {}, url = server.url) {
  const shown: string[] = []
  const model = openModel({ provider: 'openai', name: 'scripted', url, key: KEY })
  const answer = await model.phrase({
    question: 'When does my order arrive?',
    language: 'en',
    history: [],
    passages: PASSAGES,
    signal: AbortSignal.timeout(10_000),
    onDelta: (text) => shown.push(text),
    ...changes,
  })
  return { answer, shown }
}

async function failureOf(phrased: Promise<unknown>): Promise<ModelFailure> {
  const outcome = await phrased.then(
    () => 'an answer',
    (error: unknown) => error,
  )
  expect(outcome).toBeInstanceOf(ModelFailure)
  return outcome as ModelFailure
}

test('an answer is streamed in pieces without markers and cites its passage', async () => {
  const { answer, shown } = await phrase()
  expect(answer).toEqual({
    text: 'Orders arrive within two days.',
    citations: [1],
    model: 'scripted',
    tokens: { input: expect.any(Number), output: expect.any(Number) },
  })
  expect(answer.tokens.input).toBeGreaterThan(100)
  expect(answer.tokens.output).toBeGreaterThan(0)
  expect(shown.length).toBeGreaterThan(3)
  expect(shown.join('')).toBe(answer.text)
})

test('a Chinese question gets a Chinese answer from a Chinese passage', async () => {
  const passages = [{ number: 1, title: '配送', text: '订单两天内送达。可在线查询。' }]
  const { answer, shown } = await phrase({ question: '什么时候到？', language: 'zh', passages })
  expect(answer).toMatchObject({ text: '订单两天内送达。', citations: [1] })
  expect(shown.join('')).toBe(answer.text)
  expect(server.requests[0]?.messages[0]?.content).toContain('Write in Chinese')
})

test('a marker split over several deltas is neither shown nor lost', async () => {
  server.script({
    kind: 'answer',
    pieces: ['Free', ' [', '2', ']', '[1', ']', ' for 30', ' days', '【2】', '.'],
  })
  const { answer, shown } = await phrase()
  expect(answer).toMatchObject({ text: 'Free for 30 days.', citations: [2, 1] })
  expect(shown.join('')).toBe('Free for 30 days.')
})

test('NO_ANSWER in any pieces gives an empty answer and streams nothing', async () => {
  server.script([
    { kind: 'obey', text: 'NO_ANSWER' },
    { kind: 'answer', pieces: ['N', 'O', '_ANS', 'WER', '\n'] },
  ])
  for (let round = 0; round < 2; round += 1) {
    const { answer, shown } = await phrase()
    expect(answer).toMatchObject({ text: '', citations: [] })
    expect(answer.tokens.input).toBeGreaterThan(0)
    expect(shown).toEqual([])
  }
})

test.each<[string, string, Script]>([
  ['uncited', 'cites nothing', { kind: 'obey', text: 'We give 90 % off today!' }],
  ['uncited', 'cites a passage that does not exist', { kind: 'obey', text: 'We give 90 % off today [9]!' }],
  ['empty', 'is empty', { kind: 'answer', text: '' }],
  ['empty', 'is blank', { kind: 'answer', text: ' \n ' }],
  ['empty', 'is only a marker', { kind: 'answer', text: '[1]' }],
  ['too-long', 'is over 4 000 characters long', { kind: 'answer', text: `${'word '.repeat(801)}[1]` }],
  ['cut', 'breaks off', { kind: 'cut', text: 'Orders arrive within two days [1], and never later.' }],
  ['cut', 'ends without finish_reason', { kind: 'answer', finish: null }],
  ['cut', 'hit the token limit', { kind: 'answer', finish: 'length' }],
  ['garbage', 'is not JSON', { kind: 'garbage' }],
  [
    'garbage',
    'calls a tool',
    { kind: 'tools', calls: [{ name: 'order_status', arguments: { order: 'A-1' } }] },
  ],
  ['refused', 'was filtered', { kind: 'answer', finish: 'content_filter' }],
  ['server-error', 'reports an error inside the stream', { kind: 'error' }],
  ['server-error', 'is HTTP 500', { kind: 'status', status: 500 }],
  ['server-error', 'is HTTP 503', { kind: 'status', status: 503 }],
  ['rate-limited', 'is HTTP 429', { kind: 'status', status: 429 }],
  ['refused', 'is HTTP 400', { kind: 'status', status: 400 }],
])('the failure is %s, without a second try, when the reply %s', async (reason, _reply, script) => {
  server.script({ ...script, times: 5 })
  expect((await failureOf(phrase())).reason).toBe(reason)
  expect(server.requests).toHaveLength(1)
})

test('a redirection is refused and the question does not go where it points', async () => {
  const elsewhere = await startModelServer()
  server.script({ kind: 'redirect', to: `${elsewhere.url}/chat/completions` })
  const failure = await failureOf(phrase())
  await elsewhere.close()
  expect(failure.reason).toBe('refused')
  expect(elsewhere.requests).toEqual([])
})

test('an address where nobody listens is refused', async () => {
  expect((await failureOf(phrase({}, 'http://127.0.0.1:9/v1'))).reason).toBe('refused')
})

test('the key is sent, and is in no failure even when the service repeats it', async () => {
  server.script({ kind: 'status', status: 401, message: `Incorrect API key provided: ${KEY}.` })
  const failure = await failureOf(phrase())
  expect(server.authorizations).toEqual([`Bearer ${KEY}`])
  expect(failure.message).toBe('The model service refused the connection or the request (HTTP 401)')
  expect(`${failure.stack} ${JSON.stringify(failure, Object.getOwnPropertyNames(failure))}`).not.toContain(
    KEY,
  )
})

test.each<[string, Script]>([
  ['while the service stays silent', { kind: 'stall' }],
  [
    'in the middle of a slow answer',
    { kind: 'slow', delay: 40, text: 'It arrives in two days [1]. '.repeat(20) },
  ],
])('an abort %s ends the phrase within 300 ms, the stream and the request', async (_when, script) => {
  server.script(script)
  const abandonedBefore = server.abandoned
  const turn = new AbortController()
  let abortedAt = Number.POSITIVE_INFINITY
  let late = 0
  const phrased = failureOf(
    phrase({
      signal: turn.signal,
      onDelta: () => {
        if (turn.signal.aborted) late += 1
      },
    }),
  )
  setTimeout(() => {
    abortedAt = performance.now()
    turn.abort()
  }, 200)
  expect((await phrased).reason).toBe('timeout')
  expect(performance.now() - abortedAt).toBeLessThan(300)
  await expect.poll(() => server.abandoned, { timeout: 2_000 }).toBe(abandonedBefore + 1)
  expect(late).toBe(0)
})

test('a turn that is over already sends nothing', async () => {
  expect((await failureOf(phrase({ signal: AbortSignal.abort() }))).reason).toBe('timeout')
  expect(server.requests).toEqual([])
})

test('an answer that grows too long is given up, not paid for to the end', async () => {
  const abandonedBefore = server.abandoned
  server.script({ kind: 'slow', delay: 5, pieces: Array.from({ length: 200 }, () => 'x'.repeat(1_000)) })
  expect((await failureOf(phrase())).reason).toBe('too-long')
  await expect.poll(() => server.abandoned, { timeout: 2_000 }).toBe(abandonedBefore + 1)
})

test('an error thrown by onDelta comes out unchanged', async () => {
  const broken = new TypeError('the socket is gone')
  await expect(
    phrase({
      onDelta: () => {
        throw broken
      },
    }),
  ).rejects.toBe(broken)
})
