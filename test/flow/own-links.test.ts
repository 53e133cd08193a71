import { afterAll, beforeAll, expect, test } from 'vitest'
import { toJson } from '#server/store/json.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { publish } from '../support/knowledge.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { turnsOf } from '../support/turns.ts'

// Where the words of a model may lead: to the workspace's own sites and to what the quoted articles link to.

let model: ModelServer
let app: TestApp
beforeAll(async () => {
  model = await startModelServer()
  app = await startTestApp({
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' },
      turnDeadline: 6_000,
    },
  })
  await app.store.write(async (writing) => {
    await writing
      .updateTable('site')
      .set({ origins: toJson(['https://www.northlight.example', 'https://shop.northlight-cn.example:8443']) })
      .where('workspace_id', '=', 'demo')
      .execute()
    await writing
      .insertInto('workspace')
      .values({ id: 'other', name: 'Other', created_at: 0, live_release: null, next_release: 1 })
      .execute()
    await writing
      .insertInto('site')
      .values({
        key: 'other',
        workspace_id: 'other',
        name: 'Other',
        origins: toJson(['https://other-shop.example']),
        look: '{}',
      })
      .execute()
  })
  await publish(app, [
    {
      id: 'kayak-hire',
      title: 'Where can I hire a kayak?',
      body: 'You can hire a kayak at [the lake](https://lake.example/kayaks) from May to September.',
    },
    {
      id: 'sledge-hire',
      title: 'Where can I hire a sledge?',
      body: 'You can hire a sledge at [the hill](https://hill.example/sledges) in winter.',
    },
  ])
  await (await connectVisitor(app.base)).saysAndHears('How long does delivery take?')
})
afterAll(async () => {
  await app.close()
  await model.close()
})

async function judged(link: string): Promise<{ text: string; refused: string[] }> {
  model.script({ kind: 'obey', text: `You can hire a kayak at the lake: ${link} [1].`, times: 2 })
  const visitor = await connectVisitor(app.base)
  const answer = await visitor.saysAndHears('Where can I hire a kayak?')
  const [turn] = await turnsOf(app, visitor)
  visitor.close()
  model.script([])
  const steps = turn.steps.filter((step: Untyped) => step.specialist === 'judge')
  return { text: answer.text, refused: steps.flatMap(({ detail }: Untyped) => detail.refused ?? []) }
}

test.each([
  'https://lake.example/kayaks',
  'https://www.northlight.example/kayaks',
  'https://shop.northlight-cn.example/kayaks',
])('a link to the shop’s own site, or of the quoted article, may be shown: %s', async (link) => {
  const { text, refused } = await judged(link)
  expect(refused).toEqual([])
  expect(text).toContain(link)
})

test.each([
  'https://northlight.example.evil.example/kayaks',
  'https://other-shop.example/kayaks',
  'https://lake.example/elsewhere',
])('a link to another workspace’s site, or to what nobody wrote down, is refused: %s', async (link) => {
  const { text, refused } = await judged(link)
  expect(refused).toContain('unknown-link')
  expect(text).not.toContain(link)
})
