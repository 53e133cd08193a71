import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { longestText } from '#shared/protocol.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { grouped, hostileTexts, ownHostileTexts, refusedTexts } from '../support/hostile-texts.ts'
import { claimsFor, makeSecret, sign } from '../support/identities.ts'

let app: TestApp
let desk: TestClient
let secret: string
beforeAll(async () => {
  app = await startTestApp()
  secret = (await makeSecret(app, (await app.signIn('administrator')).token)).secret
  desk = await connectDesk(app.base, (await app.signIn('agent')).token)
})
afterAll(async () => {
  desk.close()
  await app.close()
})

/** What one visitor may say in a minute, with all that comes along. */
const perVisitor = 28
const atOnce = 12

/** Whether the answer to a text of this length is as the rules say; what is wrong otherwise. */
function asRuled(field: string, text: string, longest: number, result: Untyped): string[] {
  // The schemas count characters, not the halves of them.
  const isLong = [...text].length > longest
  if (result.ok === !isLong) return []
  return [`${field}: ${JSON.stringify(text.slice(0, 60))} → ${JSON.stringify(result).slice(0, 120)}`]
}

/** What the desk reads, where it is not what was said. */
function different(field: string, read: unknown, said: string): string[] {
  return read === said
    ? []
    : [`${field}: ${JSON.stringify(said.slice(0, 60))} is read as ${JSON.stringify(read)?.slice(0, 60)}`]
}

/** What is on the record of a visitor and of whom the shop says they are. */
async function recordOf(visitorId: string, subject: string): Promise<Untyped> {
  const { read } = app.store
  const visitor = await read
    .selectFrom('visitor')
    .select(['page', 'context', 'order_number'])
    .where((each) =>
      each.or([
        each('id', '=', visitorId),
        each('contact_id', 'in', read.selectFrom('contact').select('id').where('subject', '=', subject)),
      ]),
    )
    .orderBy('seen_at', 'desc')
    .executeTakeFirstOrThrow()
  const contact = await read
    .selectFrom('contact')
    .select('name')
    .where('subject', '=', subject)
    .executeTakeFirst()
  return {
    page: visitor.page && JSON.parse(visitor.page),
    context: visitor.context && JSON.parse(visitor.context),
    order: visitor.order_number,
    name: contact?.name,
  }
}

/** Says each text in every field that a visitor's browser and the shop's page fill, and looks what the desk gets. */
async function throughEveryField(texts: string[]): Promise<string[]> {
  const wrong: string[] = []
  const visitor = await connectVisitor(app.base)
  const subject = randomUUID()
  const ids = new Map<string, string>()
  const { conversationId } = await visitor.say('I would like to talk to a person.')
  await visitor.ask('handover:request', { conversationId })

  for (const text of texts) {
    const id = randomUUID()
    ids.set(id, text)
    const url = text.slice(0, 2_000)
    const [said, viewed, order] = await Promise.all([
      visitor.ask('message:send', { id, conversationId, text }),
      visitor.ask('page:view', { url, title: text }),
      visitor.ask('visitor:order', { number: text }),
    ])
    const identity = sign(secret, claimsFor(subject, { name: text }))
    const known = await visitor.ask('visitor:identify', { identity })
    wrong.push(...asRuled('message', text, longestText, said))
    wrong.push(...asRuled('title', text, 500, viewed))
    wrong.push(...asRuled('order', text, 60, order))
    wrong.push(...asRuled('name', text, 100, known))
    const seen = await recordOf(visitor.visitorId, subject)
    if (viewed.ok)
      wrong.push(...different('title', seen.page.title, text), ...different('url', seen.page.url, url))
    if (known.ok) wrong.push(...different('name', seen.name, text))
    if (order.ok) wrong.push(...different('order', seen.order, text.trim()))
  }
  for (const some of grouped(texts, 20)) {
    const context = Object.fromEntries(some.map((text, index) => [`value ${index}`, text.slice(0, 500)]))
    const told = await visitor.ask('visitor:context', { context })
    const names = some
      .map((text) => text.slice(0, 60))
      .filter((name) => name.isWellFormed() && name !== '__proto__')
    const named = Object.fromEntries(names.map((name) => [name, 1]))
    const seen = (await recordOf(visitor.visitorId, subject)).context
    if (!told.ok || JSON.stringify(seen) !== JSON.stringify(context))
      wrong.push(`context: ${JSON.stringify(told)}`)
    const again = await visitor.ask('visitor:context', { context: named })
    const later = (await recordOf(visitor.visitorId, subject)).context
    for (const name of names)
      if (!again.ok || !Object.hasOwn(later, name))
        wrong.push(`a name of the context: ${JSON.stringify(name)} ${again.message ?? ''}`)
  }
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  for (const event of conversation.events) {
    const said = ids.get(event.clientId)
    if (said !== undefined) wrong.push(...different('message', event.text, said))
    ids.delete(event.clientId)
  }
  for (const text of ids.values())
    if (text.length <= longestText) wrong.push(`a message is missing: ${text.slice(0, 60)}`)
  visitor.close()
  return wrong
}

test('every hostile text comes to the desk byte for byte, in each field of a visitor, or is refused by its length', async () => {
  const wrong: string[] = []
  for (const groups of grouped(grouped(hostileTexts(), perVisitor), atOnce))
    wrong.push(...(await Promise.all(groups.map(throughEveryField))).flat())
  expect(wrong).toEqual([])
}, 240_000)

test('what an agent writes, notes and corrects comes back byte for byte', async () => {
  const visitor = await connectVisitor(app.base)
  const { conversationId } = await visitor.say('I would like to talk to a person.')
  await visitor.ask('handover:request', { conversationId })
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  const { fence } = await desk.ask('conversation:accept', { conversationId, fence: conversation.fence })
  const wrong: string[] = []
  for (const [index, text] of ownHostileTexts.entries()) {
    const id = randomUUID()
    const sent = await desk.ask('message:send', { id, conversationId, text, fence })
    const noted = await desk.ask('note:add', { conversationId, text })
    const name = `fact ${index % 10}`
    const before = (await desk.ask('conversation:watch', { conversationId })).conversation.caseFile.facts
    const seen = before.find((fact: Untyped) => fact.name === name)?.seq ?? 0
    const corrected = await desk.ask('case:correct', { conversationId, name, value: text, seen })
    const { events, caseFile } = (await desk.ask('conversation:watch', { conversationId })).conversation
    const at = (seq: number) => events.find((event: Untyped) => event.seq === seq)
    wrong.push(
      ...different('agent’s message', at(sent.seq)?.text, text),
      ...different('note', at(noted.seq)?.text, text),
    )
    if (corrected.ok) {
      const fact = caseFile.facts.find((each: Untyped) => each.name === name)
      wrong.push(...different('fact', fact?.value, text.trim()))
    } else if (corrected.error !== 'invalid') wrong.push(`fact: ${JSON.stringify(corrected)}`)
    const told = await visitor.event((event) => event.seq === sent.seq)
    wrong.push(...different('what the visitor reads', told.text, text))
  }
  expect(wrong).toEqual([])
  visitor.close()
})

test('what is no text is refused with a sentence in every field, and the socket lives on', async () => {
  const visitor = await connectVisitor(app.base)
  const before = await visitor.say('Hello')
  for (const text of refusedTexts) {
    const refused = await Promise.all([
      visitor.say(text),
      visitor.ask('page:view', { url: '/', title: text }),
      visitor.ask('page:view', { url: text, title: '' }),
      visitor.ask('visitor:context', { context: { name: text } }),
      visitor.ask('visitor:context', { context: { [text]: 1 } }),
      visitor.ask('visitor:track', { name: text, data: {} }),
      visitor.ask('visitor:order', { number: text }),
    ])
    for (const result of refused) {
      expect(result).toMatchObject({ ok: false, error: 'invalid' })
      expect(result.issues[0].message).toMatch(/not text|well-formed/)
    }
    const named = await visitor.ask('visitor:identify', {
      identity: sign(secret, claimsFor('7', { name: text })),
    })
    expect(named).toMatchObject({
      ok: false,
      error: 'unauthenticated',
      message: expect.stringMatching(/name/),
    })
  }
  const after = await visitor.say('Still here')
  expect(after.conversationId).toBe(before.conversationId)
  visitor.close()
})
