import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Lead, ResponsibilityRow } from '#shared/responsibility.ts'
import { ConnectorFailure, type Returns, type ShopConnector, withoutActions } from '../../connectors/index.ts'
import { openDemoShop } from '../../demo/demo-shop.ts'
import { converse, everything, now, watched } from './testing/converse.ts'

// Dialogues over the demo shop's real service. Orders are used once each: what is returned is returned.

let directory: string
let shop: ShopConnector
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-operator-'))
  shop = await openDemoShop({ dataDirectory: directory, now: () => now, report: () => undefined })
})
afterAll(async () => {
  await shop.close()
  await rm(directory, { recursive: true, force: true })
})

const listWith = (...rows: Partial<ResponsibilityRow>[]) => ({
  ...everything,
  rows: [
    ...rows.map((row) => ({
      topic: 'return',
      lead: 'assistant' as Lead,
      accountable: 'supervisor',
      answerAt: 0.5,
      ...row,
    })),
    ...everything.rows,
  ],
})

describe('a return', () => {
  test('goes from the wish by proof, item, reason and terms to the number of the return', async () => {
    const { shop: counted, acted } = watched(shop)
    const visitor = converse({ shop: counted })
    expect((await visitor.says('I want to return something from my order')).text).toMatch(/order number/)
    expect((await visitor.says('NL-100206')).text).toMatch(/NL-100206.*e-mail/)
    const items = await visitor.says('siyuan.li@example.org')
    expect(items.choices).toEqual(['Tern trail shoe (EU 43)', 'Trek wool socks (40–43)', 'All items'])
    const why = await visitor.says('Trek wool socks (40–43)')
    expect(why.choices).toEqual(['1', 'All of them'])
    expect((await visitor.says('1')).choices).toContain('The size does not fit')
    const terms = await visitor.says('The size does not fit')
    expect(terms.text).toMatch(/Trek wool socks.*\n.*12 December[\s\S]*US\$5[\s\S]*US\$14/)
    expect(acted).toEqual([])
    const done = await visitor.says('Yes, start the return')
    expect(done.text).toMatch(/RT-[A-Z0-9]{8}/)
    expect(done.deed).toMatchObject({ tool: 'return', outcome: { tool: 'return' } })
    expect(acted).toHaveLength(1)
    expect(visitor.caseFile).toMatchObject({ operation: null, verified: { email: 'siyuan.li@example.org' } })
    expect((await visitor.says('yes')).text).toMatch(/done already.*RT-/)
    expect(acted).toHaveLength(1)
  })

  test('goes the same way in Chinese', async () => {
    const visitor = converse({ shop, language: 'zh' })
    expect((await visitor.says('我要退货')).text).toMatch(/订单号/)
    expect((await visitor.says('NL-100384 siyuan.li@example.org')).choices).toContain('尺码不合适')
    const terms = await visitor.says('尺码不合适')
    expect(terms.text).toMatch(/燕鸥 Tern 越野跑鞋[\s\S]*12月19日[\s\S]*US\$5[\s\S]*US\$124/)
    expect((await visitor.says('好的')).text).toMatch(/退货编号 \*\*RT-[A-Z0-9]{8}/)
  })

  test('is read out of one message, with its item and its reason', async () => {
    const visitor = converse({ shop })
    const said = 'Please start a return of the tent, it arrived broken: NL-100219, clara.dubois@example.org'
    const terms = await visitor.says(said)
    expect(terms.text).toMatch(/Haven 4 tent\n[\s\S]*free[\s\S]*US\$459/)
    expect(terms.text).not.toMatch(/Drift/)
  })

  test.each([
    [
      'en',
      'I want to return order NL-100287, noah.bennett@example.com, all items, I no longer want them',
      /is over: the last day was/,
    ],
    [
      'zh',
      '我要退货，全部都退，不想要了，订单 NL-100287，noah.bennett@example.com',
      /期限已经过了，截止日期是/,
    ],
    ['en', 'I want to return order NL-100201, emma@example.com', /not been delivered yet/],
    ['zh', '我要退掉订单 NL-100223，xiaoyu@example.com', /还没有发出/],
    [
      'en',
      'I want to return the briefs, they are too small: NL-100263 chaoqun.deng@example.com',
      /cannot be returned/,
    ],
    ['zh', '我要退掉订单 NL-100204，chenli@example.com', /已经有退货记录/],
  ] as const)('that the shop refuses is explained (%s: %s)', async (language, said, why) => {
    const visitor = converse({ shop, language })
    const refused = await visitor.says(said)
    expect(refused.text).toMatch(why)
    expect(refused.choices).toEqual([language === 'en' ? 'Talk to a person' : '转人工'])
    expect(visitor.caseFile.operation).toBeNull()
  })

  test.each([
    ['en', 'no', /no return was started/],
    ['en', 'never mind', /no return was started/],
    ['zh', '算了', /没有办理退货/],
    ['zh', '不，先不办', /没有办理退货/],
  ] as const)('ends kindly with "%s: %s"', async (language, word, kindly) => {
    const { shop: counted, acted } = watched(shop)
    const visitor = converse({ shop: counted, language })
    await visitor.says(
      language === 'en'
        ? 'I want to return the bottles from NL-100413, elias.korhonen@example.org, I changed my mind'
        : '我要退掉 NL-100413 里的保温瓶，不想要了，elias.korhonen@example.org',
    )
    await visitor.says(language === 'en' ? 'All of them' : '全部都退')
    expect(visitor.caseFile.operation?.step).toBe('terms')
    expect((await visitor.says(word)).text).toMatch(kindly)
    expect(visitor.caseFile.operation).toBeNull()
    expect(acted).toEqual([])
  })

  test('waits while something else is asked, is offered once, and shows its terms again', async () => {
    const { shop: counted, acted } = watched(shop)
    const visitor = converse({ shop: counted })
    await visitor.says('I want to return NL-100310, maeve.obrien@example.net, wrong size')
    const other = await visitor.says('is the Lumen headlamp in stock?')
    expect(other.text).toMatch(/in stock[\s\S]*Shall we go on with your return/)
    expect(other.choices).toEqual(['Yes, go on', 'No, stop there'])
    const again = await visitor.says('Yes, go on')
    expect(again.text).toMatch(/Shall I start this return/)
    expect((await visitor.says('is the Ember stove in stock?')).text).not.toMatch(/Shall we go on/)
    // The terms are not what was said last: this yes is a yes to nothing.
    await visitor.says('yes')
    expect(acted).toEqual([])
  })

  test('is started only for exactly what was shown: other items need a yes of their own', async () => {
    const { shop: counted, acted } = watched(shop)
    const visitor = converse({ shop: counted })
    await visitor.says(
      'I want to return both items of NL-100376 zimo.zhou@example.net, I no longer want them',
    )
    const changed = await visitor.says(['yes', 'only the shoes please'])
    expect(changed.text).toMatch(/Tern trail shoe \(EU 46\)\n/)
    expect(acted).toEqual([])
    await visitor.says('yes')
    expect(acted).toHaveLength(1)
  })

  test('is not started on half a word', async () => {
    const { shop: counted, acted } = watched(shop)
    const visitor = converse({ shop: counted })
    await visitor.says('I want to return NL-100418, hannah.fischer@example.net, wrong size')
    expect((await visitor.says(['yes', 'actually wait'])).text).toMatch(/Shall I start this return/)
    expect((await visitor.says('ok but how much is it')).deed).toBeUndefined()
    expect(acted).toEqual([])
  })

  test('of a turn that was killed after the shop had done it gives the same return, also where a no came since', async () => {
    const { shop: counted, acted } = watched(shop)
    const visitor = converse({ shop: counted })
    await visitor.says(
      'I want to return NL-100337, chaoqun.deng@example.com, all items, no longer needed, I do not want it',
    )
    const first = await visitor.says('yes')
    visitor.forgetLast()
    const second = await visitor.says(['yes', 'no, stop'], { isRetry: true })
    expect(second.text).toBe(first.text)
    expect(new Set(acted.map(({ key }) => key)).size).toBe(1)
  })

  test('that broke off is tried once more with its key; then everybody is told that nobody knows', async () => {
    const keys: string[] = []
    const returns: Returns = {
      check: (...asked) => (shop.returns as Returns).check(...asked),
      async start(_request, key) {
        keys.push(key)
        throw new ConnectorFailure('unavailable', 'broke off')
      },
    }
    const visitor = converse({ shop: { ...shop, returns }, language: 'zh' })
    await visitor.says('我要退掉订单 NL-100251，xinran.xie@example.com，不喜欢')
    const broken = await visitor.says('是，办理退货')
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
    expect(broken).toMatchObject({ outcome: 'handed-over', reason: 'tool-failure' })
    expect(broken.text).toMatch(/不能确定/)
    expect(broken.text).not.toMatch(/broke off|unavailable/)
    expect(broken.deed).toMatchObject({ failure: { isUncertain: true } })
    expect(broken.summary).toMatch(/NL-100251/)
  })

  test('of an evaluation reads and never starts', async () => {
    const visitor = converse({ shop: withoutActions(shop) })
    await visitor.says('I want to return NL-100263, chaoqun.deng@example.com, the backpack, wrong size')
    const done = await visitor.says('yes')
    expect(done.deed).toBeUndefined()
  })
})

describe('who leads', () => {
  const said = 'I want to return NL-100310, maeve.obrien@example.net, wrong size'

  test('a row that wants approval puts the return before a person, after the yes', async () => {
    const { shop: counted, acted } = watched(shop)
    const responsibilities = listWith({ lead: 'assistant-with-approval' })
    const visitor = converse({ shop: counted, responsibilities })
    expect((await visitor.says(said)).proposal).toBeUndefined()
    const proposed = await visitor.says('yes')
    expect(proposed.proposal).toMatchObject({
      action: { tool: 'return', number: 'NL-100310', reason: 'wrong-size' },
      customer: { email: 'maeve.obrien@example.net' },
    })
    expect(proposed.text).toMatch(/colleague/)
    expect(acted).toEqual([])
  })

  test('a row that a person leads hands over with what was told, and so does a return above its limit', async () => {
    const led = await converse({ shop, responsibilities: listWith({ lead: 'person' }) }).says(said)
    expect(led).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
    expect(led.summary).toMatch(/return NL-100310/)
    const limited = listWith({ refundUpTo: { amount: 10_000, currency: 'USD' } })
    const above = await converse({ shop, responsibilities: limited }).says(said)
    expect(above).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
    expect(above.summary).toMatch(/Fjord/)
  })

  test('money back for what cannot come back is proposed within the limit, never promised', async () => {
    const wish = 'I want my money back, both gas cartridges are broken: NL-100284 jonas.weber@example.com'
    const limit = {
      topic: 'refund',
      lead: 'assistant-with-approval' as Lead,
      refundUpTo: { amount: 5_000, currency: 'USD' },
    }
    const visitor = converse({ shop, responsibilities: listWith(limit) })
    await visitor.says(wish)
    const proposed = await visitor.says('All of them')
    expect(proposed.proposal?.action).toMatchObject({
      tool: 'refund',
      amount: { amount: 1_800, currency: 'USD' },
    })
    expect(proposed.text).toMatch(/cannot promise/)
    expect(proposed.text).not.toMatch(/18/)
    const without = converse({ shop })
    await without.says(wish)
    expect(await without.says('All of them')).toMatchObject({ outcome: 'handed-over', reason: 'policy' })
  })
})
