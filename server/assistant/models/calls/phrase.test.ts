import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ModelServer, type Script, startModelServer } from '../../../../test/support/model-server.ts'
import {
  failureFrom,
  openTestStore,
  openTurn,
  settingsOf,
  wires,
} from '../../../../test/support/model-turn.ts'
import type { Store } from '../../../store/store.ts'
import { providers } from '../settings.ts'
import type { PhraseRequest } from './phrase.ts'

const KEY = 'sk-secret-7f3a91'
const PASSAGES = [
  { number: 1, title: 'Delivery', text: 'Orders arrive within two days. Parcels can be followed online.' },
  { number: 2, title: 'Returns', text: 'Returns are free for 30 days.' },
]

let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

describe.each(providers)('phrasing with %s', (provider) => {
  let server: ModelServer
  beforeAll(async () => {
    server = await startModelServer(wires[provider])
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
    const { turn, spent } = openTurn(store, { model: settingsOf(provider, url, { key: KEY }) })
    const answer = await turn.phrase({
      question: 'When does my order arrive?',
      language: 'en',
      history: [],
      passages: PASSAGES,
      signal: AbortSignal.timeout(10_000),
      onDelta: (text) => shown.push(text),
      ...changes,
    })
    return { answer, shown, spent }
  }

  test('an answer is streamed in pieces without markers and cites its passage', async () => {
    const { answer, shown, spent } = await phrase()
    expect(answer).toEqual({
      text: 'Orders arrive within two days.',
      citations: [1],
      model: 'scripted',
      tokens: { input: expect.any(Number), output: expect.any(Number), estimated: false },
    })
    expect(answer.tokens.input).toBeGreaterThan(100)
    expect(answer.tokens.output).toBeGreaterThan(0)
    expect(shown.length).toBeGreaterThan(3)
    expect(shown.join('')).toBe(answer.text)
    expect(spent).toEqual([expect.objectContaining({ specialist: 'answerer', estimated: false })])
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

  test('thoughts are neither shown nor cited, however they arrive', async () => {
    server.script([
      { kind: 'think', thoughts: 'He wants [2] money.' },
      { kind: 'answer', pieces: ['<th', 'ink>He wants [2]', ' money</', 'think>\n\nTwo ', 'days [1].'] },
    ])
    for (const text of ['Orders arrive within two days.', 'Two days.']) {
      const { answer, shown } = await phrase()
      expect(answer).toMatchObject({ text, citations: [1] })
      expect(shown.join('')).toBe(text)
    }
  })

  test('where no tokens are reported they are estimated, and marked so', async () => {
    server.script({ kind: 'answer', usage: false })
    const { answer, spent } = await phrase()
    expect(answer.tokens.estimated).toBe(true)
    expect(answer.tokens.input).toBeGreaterThan(100)
    expect(answer.tokens.output).toBeGreaterThan(0)
    expect(spent[0]).toMatchObject({ estimated: true, inputTokens: answer.tokens.input })
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

  // Faults of the service itself are in faults.test.ts.
  const faults: [string, string, Script][] = [
    ['uncited', 'cites nothing', { kind: 'obey', text: 'We give 90 % off today!' }],
    ['uncited', 'cites a passage that does not exist', { kind: 'obey', text: 'We give 90 % off today [9]!' }],
    ['empty', 'is empty', { kind: 'answer', text: '' }],
    ['empty', 'is blank', { kind: 'answer', text: ' \n ' }],
    ['empty', 'is only a marker', { kind: 'answer', text: '[1]' }],
    ['empty', 'is nothing but thoughts', { kind: 'think', text: '' }],
    ['too-long', 'is over 4 000 characters long', { kind: 'long', characters: 4_005 }],
    ['garbage', 'calls a tool', { kind: 'tools', calls: [{ name: 'refund', arguments: { order: 'A-1' } }] }],
    ['content-refused', 'was filtered', { kind: 'refuse' }],
  ]
  // Ollama knows no refusal; a model of its own says it in words.
  test.each(faults.filter(([reason]) => provider !== 'ollama' || reason !== 'content-refused'))(
    'the failure is %s, without a second try, when the reply %s',
    async (reason, _reply, script) => {
      server.script({ ...script, times: 5 })
      expect((await failureFrom(phrase())).reason).toBe(reason)
      expect(server.requests).toHaveLength(1)
    },
  )

  test('a redirection is refused and the question does not go where it points', async () => {
    const elsewhere = await startModelServer(wires[provider])
    server.script({ kind: 'redirect', to: `${elsewhere.url}${wires[provider].path}` })
    const failure = await failureFrom(phrase())
    await elsewhere.close()
    expect(failure.reason).toBe('refused')
    expect(elsewhere.requests).toEqual([])
  })

  test('an address where nobody listens is refused', async () => {
    expect((await failureFrom(phrase({}, 'http://127.0.0.1:9/v1'))).reason).toBe('refused')
  })

  test('the key is sent, and is in no failure even when the service repeats it', async () => {
    server.script({ kind: 'status', status: 401, message: `Incorrect API key provided: ${KEY}.` })
    const failure = await failureFrom(phrase())
    expect(server.authorizations).toEqual([provider === 'anthropic' ? KEY : `Bearer ${KEY}`])
    expect(failure.message).toBe('The model service refused the connection or the request (HTTP 401)')
    const all = `${failure.stack} ${JSON.stringify(failure, Object.getOwnPropertyNames(failure))}`
    expect(all).not.toContain(KEY)
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
    const ended = new AbortController()
    let abortedAt = Number.POSITIVE_INFINITY
    let late = 0
    const phrased = failureFrom(
      phrase({
        signal: ended.signal,
        onDelta: () => {
          if (ended.signal.aborted) late += 1
        },
      }),
    )
    setTimeout(() => {
      abortedAt = performance.now()
      ended.abort()
    }, 200)
    expect((await phrased).reason).toBe('timeout')
    expect(performance.now() - abortedAt).toBeLessThan(300)
    await expect.poll(() => server.abandoned, { timeout: 2_000 }).toBe(abandonedBefore + 1)
    expect(late).toBe(0)
  })

  test('a turn that is over already sends nothing', async () => {
    expect((await failureFrom(phrase({ signal: AbortSignal.abort() }))).reason).toBe('timeout')
    expect(server.requests).toEqual([])
  })

  test('a request of more than 100 000 characters is not sent', async () => {
    const passages = [{ number: 1, title: 'All', text: 'x'.repeat(100_000) }]
    expect((await failureFrom(phrase({ passages }))).reason).toBe('input-too-long')
    expect(server.requests).toEqual([])
  })

  test('an answer that grows too long is given up, not paid for to the end', async () => {
    const abandonedBefore = server.abandoned
    server.script({ kind: 'slow', delay: 5, pieces: Array.from({ length: 200 }, () => 'x'.repeat(1_000)) })
    expect((await failureFrom(phrase())).reason).toBe('too-long')
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
})
