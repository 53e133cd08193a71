import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimWork } from '#server/store/due-work.ts'
import { consentVersion } from '#shared/consent.ts'
import { call, copyTemplate, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestVisitor } from '../support/clients.ts'
import { claimsFor, makeSecret, sign } from '../support/identities.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { partOf, type SmtpServer, startSmtpServer } from '../support/smtp-server.ts'
import { upload } from '../support/uploads.ts'

const from = 'Northlight <chat@northlight.example>'
let smtp: SmtpServer
let app: TestApp
let administrator: string
beforeAll(async () => {
  smtp = await startSmtpServer()
  app = await startTestApp({ config: { mail: { url: smtp.url, from } } })
  administrator = (await app.signIn('administrator')).token
})
afterAll(async () => {
  await app.close()
  await smtp.close()
})

async function editSite(changes: object): Promise<void> {
  const { sites } = await call(app.base, 'GET', '/sites', { token: administrator })
  const { key, updatedAt: _, updatedBy: __, ...site } = sites.find((each: Untyped) => each.key === 'demo')
  const body = { ...site, ...changes }
  const saved = await call(app.base, 'PUT', `/sites/${key}`, { token: administrator, body })
  expect(saved).toMatchObject({ ok: true })
}

const conversationOf = (visitor: TestVisitor): string =>
  visitor.told.find((each) => each.name === 'conversation:appended')?.fact.conversationId

describe('consent', () => {
  const consent = { text: { en: 'We keep what you write.', zh: '我们会保存您写的内容。' } }
  beforeAll(() => editSite({ consent }))
  afterAll(() => editSite({ consent: undefined }))

  test('nothing is taken from a visitor who has not agreed, and afterwards it can be proved what they agreed to', async () => {
    const visitor = await connectVisitor(app.base, { locale: 'zh-CN' })
    expect(visitor.session.agreed).toBeUndefined()
    expect(await visitor.say('Hello?')).toMatchObject({ ok: false, error: 'forbidden' })
    const refused = await upload(app.base, visitor.token, Buffer.from('a note'), {
      name: 'a.txt',
      type: 'text/plain',
    })
    expect(refused).toMatchObject({ ok: false, error: 'forbidden' })
    const version = consentVersion(consent)
    const agreed = await visitor.ask('visitor:consent', { version, locale: 'zh-CN' })
    expect(agreed).toEqual({ ok: true, at: expect.any(Number) })
    expect(await visitor.ask('visitor:consent', { version, locale: 'zh-CN' })).toEqual(agreed)
    expect(await visitor.say('你好')).toMatchObject({ ok: true })
    const again = await connectVisitor(app.base, { token: visitor.token })
    expect(again.session.agreed).toBe(version)
    const kept = await call(app.base, 'GET', `/visitors/${visitor.visitorId}/export`, {
      token: administrator,
    })
    expect(kept.visitors[0].consents).toEqual([
      { version, locale: 'zh-CN', text: consent.text.zh, address: null, at: agreed.at },
    ])
    visitor.close()
    again.close()
  })

  test('a notice that has changed is to be read again, also by whoever was connected before', async () => {
    const visitor = await connectVisitor(app.base)
    await visitor.ask('visitor:consent', { version: consentVersion(consent), locale: 'en' })
    const changed = { text: { ...consent.text, en: 'We keep what you write for a year.' } }
    await editSite({ consent: changed })
    expect(
      await visitor.ask('visitor:consent', { version: consentVersion(consent), locale: 'en' }),
    ).toMatchObject({
      ok: false,
      error: 'conflict',
    })
    const next = await connectVisitor(app.base, { token: visitor.token })
    expect(await next.say('Hello?')).toMatchObject({ ok: false, error: 'forbidden' })
    await next.ask('visitor:consent', { version: consentVersion(changed), locale: 'en' })
    expect(await next.say('Hello?')).toMatchObject({ ok: true })
    await editSite({ consent })
    visitor.close()
    next.close()
  })

  test('who agrees to something that was never asked is told so', async () => {
    await editSite({ consent: undefined })
    const visitor = await connectVisitor(app.base)
    expect(await visitor.ask('visitor:consent', { version: 'ffffffff', locale: 'en' })).toMatchObject({
      ok: false,
      error: 'invalid',
    })
    visitor.close()
  })
})

describe('questions before the chat', () => {
  const preChat = [
    { id: 'mail', kind: 'email', required: true, label: { en: 'Your e-mail', zh: '您的邮箱' } },
    { id: 'why', kind: 'text', required: false, label: { en: 'What is it about?', zh: '关于什么？' } },
  ]
  beforeAll(() => editSite({ preChat }))
  afterAll(() => editSite({ preChat: [] }))

  test('their answers come with the first message, into the case file that the desk reads', async () => {
    const visitor = await connectVisitor(app.base)
    const answers = { mail: 'mia@example.com', why: 'A tent' }
    const refused = await visitor.say('Hello there', { answers: { mail: 'nonsense' } })
    expect(refused).toMatchObject({ ok: false, error: 'invalid', issues: [{ path: 'answers.mail' }] })
    const { conversationId } = await visitor.say('How long does delivery take?', { answers })
    const desk = await connectDesk(app.base, administrator)
    const { conversation } = await desk.ask('conversation:watch', { conversationId })
    expect(conversation.caseFile.facts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'email', value: 'mia@example.com', source: 'visitor' }),
        expect.objectContaining({ name: 'What is it about?', value: 'A tent', source: 'visitor' }),
      ]),
    )
    visitor.close()
    desk.close()
  })

  test('a contact whose e-mail address the shop signed is known to need no asking', async () => {
    const { secret } = await makeSecret(app, administrator)
    const visitor = await connectVisitor(app.base)
    expect(visitor.session.emailKnown).toBe(false)
    const identity = sign(secret, claimsFor('c-1', { email: 'mia@example.com' }))
    const identified = await visitor.ask('visitor:identify', { identity })
    expect(identified).toMatchObject({ ok: true, emailKnown: true })
    const { visitor: token } = identified
    const again = await connectVisitor(app.base, { token })
    expect(again.session.emailKnown).toBe(true)
    visitor.close()
    again.close()
  })
})

describe('a transcript', () => {
  const reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }

  test('is written in the visitor’s language, of their own conversation only', async () => {
    const visitor = await connectVisitor(app.base, { locale: 'zh-CN' })
    await visitor.saysAndHears('配送需要多长时间？')
    const conversationId = conversationOf(visitor)
    const { ok, name, text } = await visitor.ask('conversation:transcript', { conversationId, ...reader })
    expect(ok).toBe(true)
    expect(name).toMatch(/^对话记录-\d{4}-\d\d-\d\d\.txt$/)
    expect(text).toContain('    配送需要多长时间？')
    expect(text).toContain('北光助手')
    const stranger = await connectVisitor(app.base)
    for (const request of ['conversation:transcript', 'transcript:mail'])
      expect(
        await stranger.ask(request, { conversationId, ...reader, address: 'a@example.com' }),
      ).toMatchObject({
        ok: false,
        error: 'not-found',
      })
    for (const timeZone of ['Nowhere/City', '', '../etc'])
      expect(
        await visitor.ask('conversation:transcript', { conversationId, locale: 'en', timeZone }),
      ).toMatchObject({
        ok: false,
        error: 'invalid',
      })
    visitor.close()
    stranger.close()
  })

  test('goes by mail to the address the visitor gives, once', async () => {
    const visitor = await connectVisitor(app.base)
    expect(visitor.session.mail).toBe(true)
    await visitor.saysAndHears('How long does delivery take?')
    const asked = { conversationId: conversationOf(visitor), locale: 'en', timeZone: 'Europe/Berlin' }
    for (const address of [
      'no address',
      'a@example.com\r\nBcc: b@example.com',
      'a@example.com, b@example.com',
    ])
      expect(await visitor.ask('transcript:mail', { ...asked, address })).toMatchObject({
        ok: false,
        error: 'invalid',
      })
    expect(await visitor.ask('transcript:mail', { ...asked, address: 'mia@example.com' })).toEqual({
      ok: true,
    })
    await expect.poll(() => smtp.taken.length).toBe(1)
    const [mail] = smtp.taken
    expect(mail).toMatchObject({ from: 'chat@northlight.example', to: ['mia@example.com'] })
    expect(mail && partOf(mail, 'text/plain; charset=utf-8')).toContain('as you asked in the chat')
    expect(mail?.raw).toContain('filename=conversation-')
    await setTimeout(700)
    expect(smtp.taken).toHaveLength(1)
    visitor.close()
  })

  test('fills nobody’s mailbox: neither one visitor nor many, by no spelling of the address', async () => {
    const before = smtp.taken.length
    const answers: Untyped[] = []
    for (const address of [
      'bo@example.com',
      'BO@example.com',
      'b.o+1@example.com',
      'bo+2@example.com',
      'b.o@example.com',
    ]) {
      const visitor = await connectVisitor(app.base)
      await visitor.say('How long does delivery take?')
      const { conversation } = await (await connectVisitor(app.base, { token: visitor.token })).session
      const asked = { conversationId: conversation.id, locale: 'en', timeZone: 'UTC', address }
      answers.push(await visitor.ask('transcript:mail', asked))
      visitor.close()
    }
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false, false])
    expect(answers.at(-1)).toMatchObject({ error: 'rate-limited', retryAfter: expect.any(Number) })
    await expect.poll(() => smtp.taken.length).toBe(before + 3)
    const visitor = await connectVisitor(app.base)
    await visitor.saysAndHears('How long does delivery take?')
    const codes: string[] = []
    for (let nth = 0; nth < 6; nth++) {
      const address = `someone${nth}@example.com`
      const asked = { conversationId: conversationOf(visitor), locale: 'en', timeZone: 'UTC', address }
      codes.push((await visitor.ask('transcript:mail', asked)).error ?? 'sent')
    }
    expect(codes).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'rate-limited'])
    visitor.close()
  })
})

describe('a transcript on its way', () => {
  test('is sent after a restart where the process was killed before, and once', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'baton-mail-'))
    await copyTemplate(join(directory, 'data'))
    const config = { mail: { url: smtp.url, from } }
    const start = () => startTestApp({ directory, config })
    try {
      const first = await start()
      const visitor = await connectVisitor(first.base)
      await visitor.saysAndHears('How long does delivery take?')
      const before = smtp.taken.length
      // Taken by a process that then dies: its lease is all that is left of it.
      smtp.script(421)
      await visitor.ask('transcript:mail', {
        ...{ conversationId: conversationOf(visitor), locale: 'en', timeZone: 'UTC' },
        address: 'kim@example.com',
      })
      await expect.poll(async () => (await mailWork(first))?.attempts, { timeout: 5_000 }).toBe(1)
      await expect.poll(async () => (await mailWork(first))?.lease_owner).toBeNull()
      await claimWork(first.store, 'a process that dies', Date.now() + 60_000, 10)
      visitor.close()
      await first.close()
      const second = await start()
      await second.store.write((writing) => writing.updateTable('due_work').set({ due_at: 0 }).execute())
      await expect.poll(() => smtp.taken.length, { timeout: 5_000 }).toBe(before + 1)
      await expect.poll(async () => mailWork(second)).toBeUndefined()
      await setTimeout(700)
      expect(smtp.taken).toHaveLength(before + 1)
      await second.close()
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })

  test('that a mail server will never take is not tried again', async () => {
    const visitor = await connectVisitor(app.base)
    await visitor.saysAndHears('How long does delivery take?')
    const { tries } = smtp
    smtp.script(550)
    await visitor.ask('transcript:mail', {
      ...{ conversationId: conversationOf(visitor), locale: 'en', timeZone: 'UTC' },
      address: 'nobody@example.com',
    })
    await expect.poll(() => smtp.tries).toBe(tries + 1)
    await expect.poll(async () => mailWork(app)).toBeUndefined()
    visitor.close()
  })

  test('is not offered where no mail server is set', async () => {
    const without = await startTestApp()
    const visitor = await connectVisitor(without.base)
    expect(visitor.session.mail).toBe(false)
    const { conversationId } = await visitor.say('Do you ship to Australia?')
    const asked = { conversationId, locale: 'en', timeZone: 'UTC', address: 'a@example.com' }
    expect(await visitor.ask('transcript:mail', asked)).toMatchObject({ ok: false, error: 'unavailable' })
    visitor.close()
    await without.close()
  })

  async function mailWork({ store }: TestApp) {
    return store.read
      .selectFrom('due_work')
      .select(['attempts', 'lease_owner'])
      .where('kind', '=', 'transcript-mail')
      .executeTakeFirst()
  }
})

describe('a turn that is under way when its visitor is erased', () => {
  let model: ModelServer
  let slow: TestApp
  beforeAll(async () => {
    model = await startModelServer()
    slow = await startTestApp({
      config: {
        model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' },
        turnDeadline: 5_000,
      },
    })
    await (await connectVisitor(slow.base)).saysAndHears('How long does delivery take?')
  })
  afterAll(async () => {
    await slow.close()
    await model.close()
  })

  test('16: commits nothing afterwards', async () => {
    const visitor = await connectVisitor(slow.base)
    const asked = model.requests.length
    model.script({ kind: 'slow', delay: 150, times: 20 })
    await visitor.say('How do I return an item? My name is Zq7needle.')
    await expect.poll(() => model.requests.length, { timeout: 5_000 }).toBeGreaterThan(asked)
    const counts = async () => ({
      events: (await slow.store.read.selectFrom('event').select('seq').execute()).length,
      visitors: (await slow.store.read.selectFrom('visitor').select('id').execute()).length,
    })
    const before = await counts()
    expect(await visitor.ask('visitor:erase', { confirm: true })).toMatchObject({
      ok: true,
      conversations: 1,
    })
    const after = await counts()
    expect(after.visitors).toBe(before.visitors - 1)
    await setTimeout(4_000)
    expect(await counts()).toEqual(after)
    expect(
      await slow.store.read.selectFrom('due_work').select('key').where('kind', '=', 'turn').execute(),
    ).toEqual([])
    visitor.close()
  }, 15_000)
})
