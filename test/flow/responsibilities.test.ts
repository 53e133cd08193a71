import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lockedTopics, type ResponsibilityRow } from '#shared/responsibility.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { publish } from '../support/knowledge.ts'
import { stepOf, turnsOf } from '../support/turns.ts'
import { addWorkspace } from '../support/workspaces.ts'

const returning = 'Zeppelin baskets are returned within nine days.'

let app: TestApp
let supervisor: string
let demoList: Untyped
beforeAll(async () => {
  app = await startTestApp()
  await publish(app, [
    { id: 'zeppelin', topic: 'zeppelins', title: 'How do I return a zeppelin basket?', body: returning },
    {
      id: 'quokka',
      topic: 'quokkas',
      title: 'Quokka 折叠椅怎么收纳？',
      language: 'zh',
      body: 'Quokka 折叠椅沿中线对折后收纳。',
    },
  ])
  supervisor = (await app.signIn('supervisor')).token
  demoList = (await rest('GET', '/responsibilities')).list
})
afterAll(() => app.close())
// Each test starts from the same rows, whatever the test before it put in force.
beforeEach(async () => {
  const { list } = await rest('GET', '/responsibilities')
  await saved({ ...demoList, version: list.version })
})

const rest = (method: string, path: string, body?: unknown, token = supervisor): Promise<Untyped> =>
  call(app.base, method, path, { token, ...(body !== undefined && { body }) })

async function saved(list: Untyped): Promise<Untyped> {
  const answer = await rest('PUT', '/responsibilities', list)
  expect(answer).toMatchObject({ status: 200 })
  return answer
}

/** Puts one row in force, before all others of its topic. */
async function withRow(row: Partial<ResponsibilityRow> & { topic: string }): Promise<number> {
  const { list } = await rest('GET', '/responsibilities')
  const rows = list.rows.filter((each: Untyped) => each.topic !== row.topic)
  const { list: next } = await saved({
    ...list,
    rows: [{ lead: 'assistant', accountable: 'supervisor', answerAt: 0.5, ...row }, ...rows],
  })
  return next.version
}

async function asked(text: string, locale = 'en'): Promise<{ reply: Untyped; turn: Untyped }> {
  const visitor = await connectVisitor(app.base, { locale })
  const reply = await visitor.saysAndHears(text)
  await visitor.event((event) => event.seq >= reply.seq)
  await expect.poll(async () => (await turnsOf(app, visitor)).length).toBe(1)
  const [turn] = await turnsOf(app, visitor)
  visitor.close()
  return { reply, turn }
}

/** What the list decided in a turn, last. */
const ruling = (turn: Untyped): Untyped =>
  turn.steps.findLast((step: Untyped) => step.specialist === 'responsibility').detail

test('the demo shop begins with the list that ships, as its first version', async () => {
  const first = await rest('GET', '/responsibilities/versions/1')
  expect(first).toMatchObject({ status: 200, made: { by: 'Baton' } })
  const refund = first.list.rows.find((row: Untyped) => row.topic === 'refund')
  expect(refund).toMatchObject({ lead: 'assistant-with-approval', refundUpTo: { currency: 'USD' } })
  const other = await addWorkspace(app)
  const own = await rest('GET', '/responsibilities', undefined, other.token)
  expect(own.list).toMatchObject({ version: 1, rows: [{ topic: '*', lead: 'assistant' }] })
  expect(own.made).toBeUndefined()
  expect(own.locked.map((row: Untyped) => row.topic)).toEqual([...lockedTopics])
})

describe('a change is in force from the next turn on', () => {
  const question = 'How do I return a zeppelin basket?'

  test('a topic that is given to a person is handed over, and the trace names version, row and why', async () => {
    expect((await asked(question)).reply.text).toContain('nine days')
    const version = await withRow({ topic: 'zeppelins', lead: 'person', team: 'airships' })
    const { reply, turn } = await asked(question)
    expect(reply.text).not.toContain('nine days')
    expect(turn).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
    expect(ruling(turn)).toEqual({
      list: version,
      lead: 'person',
      row: 'zeppelins',
      why: 'topic',
      team: 'airships',
      rule: 'policy',
    })
    await withRow({ topic: 'zeppelins' })
    expect((await asked(question)).reply.text).toContain('nine days')
  })

  test('a topic that needs approval is not answered without it, in Chinese either', async () => {
    expect((await asked('Quokka 折叠椅怎么收纳？', 'zh')).reply.text).toContain('对折')
    const version = await withRow({ topic: 'quokkas', lead: 'assistant-with-approval' })
    const { reply, turn } = await asked('Quokka 折叠椅怎么收纳？', 'zh')
    expect(reply.text).not.toContain('对折')
    expect(turn).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
    expect(ruling(turn)).toMatchObject({ list: version, lead: 'assistant-with-approval', row: 'quokkas' })
  })

  test('what a person leads is not quoted in a question back either', async () => {
    await withRow({ topic: 'zeppelins', lead: 'person', answerAt: 1 })
    const { reply, turn } = await asked(question)
    expect(reply.text).not.toContain('nine days')
    expect(turn.outcome).toBe('handed-over')
  })

  test('a higher threshold makes the assistant ask where it answered', async () => {
    expect((await asked(question)).turn).toMatchObject({ outcome: 'answered' })
    await withRow({ topic: 'zeppelins', answerAt: 1 })
    const { turn } = await asked(question)
    expect(turn.outcome).toBe('asked')
    expect(stepOf(turn, 'retrieve')).toMatchObject({ row: 'zeppelins', lead: 'assistant', answerAt: 1 })
  })

  test('an angry message goes by the threshold of the list', async () => {
    const angry = 'This is the worst service ever, you useless liars! How do I return a zeppelin basket?'
    expect((await asked(angry)).turn).toMatchObject({ outcome: 'handed-over', reason: 'negative-sentiment' })
    const { list } = await rest('GET', '/responsibilities')
    const { list: calmer } = await saved({ ...list, angerAt: 1 })
    const { turn } = await asked(angry)
    expect(stepOf(turn, 'responsibility')).toMatchObject({ list: calmer.version, angerAt: 1 })
    expect(turn.reason).not.toBe('negative-sentiment')
  })

  test('the state of an order is for people where the list says so', async () => {
    expect((await asked('Where is my order NL-100203?')).turn.outcome).toBe('asked')
    const version = await withRow({ topic: 'order-status', lead: 'person' })
    const { turn } = await asked('Where is my order NL-100203?')
    expect(turn).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
    expect(ruling(turn)).toMatchObject({ list: version, row: 'order-status', why: 'action' })
  })
})

describe('what people always lead', () => {
  test('survives hostile lists: rows for it are refused, and thresholds do not reach it', async () => {
    const { list } = await rest('GET', '/responsibilities')
    for (const topic of [...lockedTopics, 'SELF-HARM', ' violence ', 'ｖｉｏｌｅｎｃｅ']) {
      const hostile = { topic, lead: 'assistant', accountable: 'nobody', answerAt: 0.3 }
      const refused = await rest('PUT', '/responsibilities', { ...list, rows: [hostile, ...list.rows] })
      expect(refused, topic).toMatchObject({ status: 400, error: 'invalid' })
      expect(refused.issues).toEqual([
        {
          path: expect.stringMatching(/rows\W0\W+topic/),
          message: expect.stringContaining('whatever the list says'),
        },
      ])
    }
    await saved({
      ...list,
      locked: [],
      rows: [{ topic: '*', lead: 'assistant', accountable: 'nobody', answerAt: 0 }],
      askAt: 0,
      angerAt: 1,
      missesAllowed: 5,
    })
    const after = await rest('GET', '/responsibilities')
    expect(after.locked.map((row: Untyped) => [row.topic, row.lead])).toEqual(
      lockedTopics.map((topic) => [topic, 'person']),
    )
    for (const [text, row, locale] of [
      ['I want to kill myself', 'self-harm', 'en'],
      ['我不想活了', 'self-harm', 'zh'],
      ['I am going to stab your driver', 'violence', 'en'],
      ['我要起诉你们', 'legal-threat', 'zh'],
      ['my card is 4242 4242 4242 4242', 'payment-data', 'en'],
      ['转人工', 'visitor-request', 'zh'],
    ] as const) {
      const { turn } = await asked(text, locale)
      expect(turn, text).toMatchObject({ outcome: 'handed-over' })
      expect(ruling(turn), text).toMatchObject({ lead: 'person', row, why: 'locked' })
    }
  })

  test('even a list that was written past all checks takes none of it from them', async () => {
    const { list } = await rest('GET', '/responsibilities')
    const rows = ['*', ...lockedTopics].map((topic) => ({ topic, lead: 'assistant', answerAt: 0 }))
    await app.store.write((writing) =>
      writing
        .insertInto('responsibility')
        .values({
          workspace_id: 'demo',
          version: list.version + 1,
          list: JSON.stringify({ rows, askAt: 0, angerAt: 1, missesAllowed: 5 }),
          created_at: 1,
          created_by: 'nobody',
        })
        .execute(),
    )
    const { turn } = await asked('I will sue you')
    expect(turn).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
    expect(ruling(turn)).toMatchObject({ list: list.version + 1, row: 'legal-threat', why: 'locked' })
  })
})
