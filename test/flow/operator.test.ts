import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor, type TestVisitor } from '../support/clients.ts'
import { startShopProcess } from '../support/shop-process.ts'
import { turnsOf } from '../support/turns.ts'

// What a visitor has done in the shop, through the whole app and the demo shop's real service.

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function deedsOf(of: TestApp, visitor: TestVisitor): Promise<Untyped[]> {
  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  const rows = await of.store.read
    .selectFrom('event')
    .select('payload')
    .where('conversation_id', '=', conversationId)
    .where('type', '=', 'action:done')
    .execute()
  return rows.map((row) => JSON.parse(String(row.payload)))
}

const repliesTo = (visitor: TestVisitor): Untyped[] =>
  visitor.told
    .filter((each) => each.name === 'conversation:appended' && each.fact.event.sender === 'assistant')
    .map((each) => each.fact.event)

test('a return goes from the wish to its number by the widget’s buttons, and is on the record', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('I want to return the shoes from order NL-100206')
  const why = await visitor.saysAndHears('siyuan.li@example.org')
  const terms = await visitor.saysAndHears(why.choices[1])
  expect(terms.text).toMatch(/Tern trail shoe \(EU 43\)[\s\S]*US\$5[\s\S]*US\$124/)
  const done = await visitor.saysAndHears(terms.choices[0])
  expect(done.text).toMatch(/Your return is started. Its number is \*\*RT-/)
  const [deed, ...more] = await deedsOf(app, visitor)
  expect(more).toEqual([])
  expect(deed).toMatchObject({
    tool: 'return',
    outcome: { tool: 'return', id: expect.stringMatching(/^RT-/) },
  })
  const turns = await turnsOf(app, visitor)
  const calls = turns
    .flatMap((turn) => turn.steps)
    .filter((step: Untyped) => step.specialist === 'operate' && step.detail.outcome)
  expect(calls.length).toBeGreaterThan(3)
  for (const { detail } of calls)
    expect(detail).toMatchObject({ tool: 'return', outcome: 'done', took: expect.any(Number) })
  expect(JSON.stringify(calls)).not.toMatch(/siyuan/)
  visitor.close()
})

test.each([
  ['I want to return my jacket', "I don't remember my e-mail and I lost the order number"],
  ['我要退货，衣服不合适', '订单号找不到了，邮箱也忘了'],
  ['Where is my order?', 'It is NL-100206 but I do not remember which e-mail I used'],
])('who cannot prove an order is put through to a person, not asked again (%s)', async (wish, reply) => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears(wish)
  await visitor.saysAndHears(reply)
  expect((await turnsOf(app, visitor)).at(-1)).toMatchObject({
    outcome: 'handed-over',
    reason: 'policy',
    rule: { name: 'no-proof' },
  })
  visitor.close()
})

test('in Chinese an address is changed once it was shown back', async () => {
  const visitor = await connectVisitor(app.base, { locale: 'zh-CN' })
  await visitor.saysAndHears('帮我改一下订单 NL-100218 的收货地址，邮箱 yawen.zhang@example.com')
  const shown = await visitor.saysAndHears('张雅文，浙江省杭州市西湖区文三路 90 号，310012')
  expect(shown.choices).toEqual(['是，修改地址', '不，先不办'])
  const done = await visitor.saysAndHears('是，修改地址')
  expect(done.text).toMatch(/地址改好了，订单 NL-100218 现在寄往[\s\S]*文三路 90 号/)
  expect(done.locale).toBe('zh')
  visitor.close()
})

test('how returns work is still the knowledge’s to say, also in the middle of one, which waits', async () => {
  const visitor = await connectVisitor(app.base)
  const how = await visitor.saysAndHears('How do I return an item?')
  expect(how.citations[0].articleId).toBe('returns-how')
  await visitor.saysAndHears('I want to return order NL-100310, maeve.obrien@example.net, wrong size')
  const cost = await visitor.saysAndHears('What does a return cost?')
  expect(cost.citations[0].articleId).toBe('returns-cost')
  expect(cost.text).toMatch(/Shall we go on with your return\?/)
  expect((await visitor.saysAndHears('Yes, go on')).text).toMatch(/Shall I start this return/)
  expect((await visitor.saysAndHears('never mind')).text).toMatch(/no return was started/)
  expect(await deedsOf(app, visitor)).toEqual([])
  visitor.close()
})

test('two yeses in one burst start one return', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('I want to return order NL-100418, hannah.fischer@example.net, wrong size')
  const { conversationId } = visitor.told.find((each) => each.fact?.conversationId)?.fact ?? {}
  const send = () => visitor.ask('message:send', { id: randomUUID(), conversationId, text: 'yes' })
  await Promise.all([send(), send()])
  await visitor.event((event) => event.sender === 'assistant' && /RT-/.test(event.text))
  await visitor.saysAndHears('thanks')
  const numbers = repliesTo(visitor).flatMap(({ text }) => text.match(/RT-[A-Z0-9]+/g) ?? [])
  expect(new Set(numbers).size).toBe(1)
  expect(new Set((await deedsOf(app, visitor)).map(({ outcome }) => outcome.id)).size).toBe(1)
  visitor.close()
})

test('stock and comparisons come from the shop, in both languages', async () => {
  const visitor = await connectVisitor(app.base)
  expect((await visitor.saysAndHears('Is the Skerry rain jacket in stock in XXL?')).text).toMatch(
    /XXL is sold out/,
  )
  expect((await visitor.saysAndHears('Compare the Aurora 2 with the Wisp 1')).text).toMatch(
    /\*\*Weight\*\*\n {2}Aurora 2 tent: 1\.9 kg\n {2}Wisp 1 tent: 1\.2 kg/,
  )
  expect((await visitor.saysAndHears('燕鸥越野跑鞋 41 码有现货吗')).text).toMatch(/欧码 41有货/)
  visitor.close()
})

test('a shop that dies between the terms and the yes: nobody claims that it was done, and a person looks', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'baton-operator-'))
  const service = await startShopProcess(directory)
  const own = await startTestApp({ config: { demoShop: service } })
  const visitor = await connectVisitor(own.base)
  const terms = await visitor.saysAndHears(
    'I want to return order NL-100310, maeve.obrien@example.net, wrong size',
  )
  expect(terms.text).toMatch(/Shall I start this return/)
  await service.kill()
  const told = await visitor.saysAndHears('yes')
  expect(told.text).toMatch(/Something went wrong on our side/)
  expect(told.text).not.toMatch(/RT-|is started/)
  const queued = await visitor.event((event) => event.type === 'conversation:queued')
  expect(queued.reason).toBe('tool-failure')
  visitor.close()
  await own.close()
  await rm(directory, { recursive: true, force: true })
})
