import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestVisitor } from '../support/clients.ts'
import { docxOf, exifWith, gifAndScript, jpegOf, pdf, pngOf, zipOf } from '../support/sample-files.ts'
import { makeDatabase, missingServices } from '../support/services.ts'
import { cutUpload, download, upload } from '../support/uploads.ts'
import { addWorkspace } from '../support/workspaces.ts'

const withoutPostgres = await missingServices('postgres')
const megabyte = 1024 * 1024

for (const [dialect, reason] of [
  ['SQLite', undefined],
  ['PostgreSQL', withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`files on ${dialect}`, () => {
    let app: TestApp
    let database: { url: string; drop(): Promise<void> } | undefined
    let visitor: TestVisitor
    let agent: { token: string; cookie: string; personId: string }
    let ahead = 0
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
    const send = (bytes: Uint8Array, options: Parameters<typeof upload>[3] = {}) =>
      upload(app.base, visitor.token, bytes, options)

    beforeAll(async () => {
      if (dialect === 'PostgreSQL') database = await makeDatabase()
      app = await startTestApp({
        config: { ...(database && { databaseUrl: database.url }), attachmentLimit: 2 * megabyte },
        now: () => Date.now() + ahead,
      })
      visitor = await connectVisitor(app.base)
      agent = await app.signIn('agent')
    })
    afterAll(async () => {
      visitor.close()
      await app.close()
      await database?.drop()
    })

    /** What the store holds of files. */
    async function stored() {
      const files = await app.store.read.selectFrom('attachment').select(['id', 'state']).execute()
      const parts = await app.store.read.selectFrom('attachment_part').select('attachment_id').execute()
      return { files: files.length, parts: parts.length }
    }

    async function settled(expected: object): Promise<void> {
      await expect.poll(stored, { timeout: 5_000 }).toEqual(expected)
    }

    test('a picture goes from the visitor to the person and a file comes back, byte for byte', async () => {
      const picture = pngOf(40, 30, { bytes: 700_000 })
      const uploaded = await send(picture, { name: 'broken zip.png' })
      expect(uploaded).toMatchObject({ status: 200, ok: true, name: 'broken zip.png', type: 'image/png' })
      expect(uploaded).toMatchObject({ size: picture.length, width: 40, height: 30 })
      const sent = await visitor.say('My tent', { attachments: [uploaded.attachmentId] })
      expect(sent.ok).toBe(true)
      const url = `/api/v1/attachments/${uploaded.attachmentId}`
      const posted = await visitor.event((event) => event.messageId === sent.messageId)
      expect(posted.attachments).toEqual([
        {
          id: uploaded.attachmentId,
          name: 'broken zip.png',
          type: 'image/png',
          size: picture.length,
          width: 40,
          height: 30,
          url,
        },
      ])
      for (const headers of [bearer(visitor.token), bearer(agent.token), { cookie: agent.cookie }]) {
        const got = await download(app.base, url, headers)
        expect(got.status).toBe(200)
        expect(got.bytes.equals(picture)).toBe(true)
      }

      const desk = await connectDesk(app.base, agent.token)
      const { conversationId } = sent
      await visitor.ask('handover:request', { conversationId })
      const seen = await desk.ask('conversation:watch', { conversationId })
      const { fence } = await desk.ask('conversation:accept', {
        conversationId,
        fence: seen.conversation.fence,
      })
      const answer = await upload(app.base, agent.token, docxOf('x'), {
        path: '/attachments',
        name: 'terms.docx',
      })
      const reply = { id: randomUUID(), conversationId, fence, text: '', attachments: [answer.attachmentId] }
      expect(await desk.ask('message:send', reply)).toMatchObject({ ok: true })
      const heard = await visitor.event((event) => event.sender === 'agent')
      expect(heard).toMatchObject({
        text: '',
        attachments: [{ name: 'terms.docx', size: docxOf('x').length }],
      })
      const file = await download(app.base, heard.attachments[0].url, bearer(visitor.token))
      expect(file.bytes.equals(docxOf('x'))).toBe(true)
      const { conversations } = await desk.ask('inbox:list', { view: 'mine' })
      expect(conversations[0].preview).toBe('📎 terms.docx')
      desk.close()
    })

    test('a picture is shown in place, all else is for saving, and nothing is ever run', async () => {
      const gif = await send(gifAndScript, { name: 'a.js', type: 'text/javascript' })
      expect(gif).toMatchObject({ ok: true, type: 'image/gif', name: 'a.js.gif' })
      const report = await send(pdf, { name: 'bill\u202Efdp.exe', type: 'application/x-msdownload' })
      expect(report).toMatchObject({ ok: true, type: 'application/pdf', name: 'billfdp.exe.pdf' })
      const notes = await send(Buffer.from('<b>x'.slice(2)), {
        name: '../../évil"\r\n.html',
        type: 'text/html',
      })
      expect(notes).toMatchObject({ ok: true, type: 'text/plain', name: 'évil".html.txt' })
      for (const [{ attachmentId }, type, place] of [
        [gif, 'image/gif', 'inline'],
        [report, 'application/pdf', 'attachment'],
        [notes, 'text/plain; charset=utf-8', 'attachment'],
      ] as const) {
        const got = await download(app.base, `/api/v1/attachments/${attachmentId}`, bearer(visitor.token))
        expect(got.headers.get('content-type')).toBe(type)
        expect(got.headers.get('content-disposition')).toMatch(
          new RegExp(`^${place}; filename\\*=UTF-8''[^'"()\\s]+$`),
        )
        expect(got.headers.get('x-content-type-options')).toBe('nosniff')
        expect(got.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
        expect(got.headers.get('cross-origin-resource-policy')).toBe('same-origin')
        expect(got.headers.get('cache-control')).toBe('private, no-cache')
        const again = await download(app.base, `/api/v1/attachments/${attachmentId}`, {
          ...bearer(visitor.token),
          'if-none-match': got.headers.get('etag') ?? '',
        })
        expect([again.status, again.bytes.length]).toEqual([304, 0])
        const stranger = await download(app.base, `/api/v1/attachments/${attachmentId}`, {
          'if-none-match': got.headers.get('etag') ?? '',
        })
        expect(stranger.status).toBe(401)
      }
    })

    test('a photo is kept without the place where it was taken', async () => {
      const sent = await send(jpegOf([exifWith(6, '52.52 N')], Buffer.from('GPS again')), {
        name: 'IMG_1.jpg',
      })
      expect(sent).toMatchObject({ ok: true, width: 8, height: 16 })
      const got = await download(app.base, `/api/v1/attachments/${sent.attachmentId}`, bearer(visitor.token))
      expect(got.bytes.includes('GPS')).toBe(false)
      expect(got.bytes.length).toBe(sent.size)
    })

    test('what is refused is refused in plain words, and leaves nothing behind', async () => {
      const before = await stored()
      const html = Buffer.from('<!doctype html><script>alert(1)</script>')
      const cases: [string, Promise<Untyped>, object][] = [
        [
          'html as png',
          send(html, { name: 'a.png', type: 'image/png' }),
          { status: 400, error: 'invalid', issues: [{ path: 'type' }] },
        ],
        [
          'svg',
          send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), { name: 'a.svg' }),
          { status: 400, issues: [{ path: 'type' }] },
        ],
        ['zip', send(zipOf([['a', 'b']]), { name: 'a.zip' }), { status: 400, issues: [{ path: 'type' }] }],
        [
          'bomb',
          send(zipOf([['[Content_Types].xml', Buffer.alloc(50_000_000)]], true), { name: 'a.docx' }),
          { status: 400, issues: [{ path: 'type' }] },
        ],
        ['empty', send(Buffer.alloc(0)), { status: 400, issues: [{ path: 'size' }] }],
        [
          'bytes as text',
          send(Buffer.concat([Buffer.alloc(300_000, 'a'), Buffer.from([0xff])]), { name: 'a.txt' }),
          { status: 400, issues: [{ path: 'type' }] },
        ],
        [
          'broken photo',
          send(Buffer.from('ffd8ffe000040000deadbeef', 'hex')),
          { status: 400, issues: [{ path: 'type' }] },
        ],
        [
          'too many pixels',
          send(
            Buffer.concat([
              pngOf(1, 1).subarray(0, 16),
              Buffer.from('000186a0000186a0', 'hex'),
              pngOf(1, 1).subarray(24),
            ]),
          ),
          { status: 413, error: 'too-large' },
        ],
        [
          'a byte too large',
          send(pngOf(9, 9, { bytes: 2 * megabyte + 1 })),
          { status: 413, error: 'too-large', message: 'A file has at most 2 MB.' },
        ],
        ['far too large', send(Buffer.alloc(3 * megabyte)), { status: 413, error: 'too-large' }],
      ]
      for (const [name, result, expected] of cases) {
        expect(await result, name).toMatchObject({ ok: false, message: expect.any(String), ...expected })
      }
      expect(await send(pngOf(9, 9, { bytes: 2 * megabyte }))).toMatchObject({ ok: true, size: 2 * megabyte })
      const one = await stored()
      expect(one).toEqual({ files: before.files + 1, parts: before.parts + 8 })
    })

    test('only a form with one file, from a page of ours or the site’s, with a token that holds', async () => {
      const before = await stored()
      const picture = pngOf(2, 2)
      expect(await upload(app.base, 'nobody', picture)).toMatchObject({
        status: 401,
        error: 'unauthenticated',
      })
      expect(await upload(app.base, agent.token, picture)).toMatchObject({ status: 401 })
      expect(await upload(app.base, visitor.token, picture, { path: '/attachments' })).toMatchObject({
        status: 401,
      })
      expect(await send(picture, { headers: { origin: 'https://evil.example' } })).toMatchObject({
        status: 403,
      })
      // A cookie comes along from any page of the browser, and a form needs no permission to be sent.
      const foreign = new FormData()
      foreign.append('file', new Blob([new Uint8Array(picture)]), 'a.png')
      const fromElsewhere = await fetch(`${app.base}/api/v1/attachments`, {
        method: 'POST',
        headers: { cookie: agent.cookie, origin: 'https://evil.example' },
        body: foreign,
      })
      expect(fromElsewhere.status).toBe(403)
      const post = async (body: FormData | string, headers: Record<string, string> = {}) => {
        const response = await fetch(`${app.base}/api/v1/visitor/attachments`, {
          method: 'POST',
          headers: { ...bearer(visitor.token), ...headers },
          body,
        })
        return { status: response.status, ...((await response.json()) as object) }
      }
      const two = new FormData()
      for (const name of ['a.png', 'b.png']) two.append('file', new Blob([new Uint8Array(picture)]), name)
      const other = new FormData()
      other.append('picture', new Blob([new Uint8Array(picture)]), 'a.png')
      const words = new FormData()
      words.append('file', 'just words')
      for (const form of [two, other, words, new FormData()])
        expect(await post(form)).toMatchObject({ status: 400, error: 'invalid' })
      expect(await post('{}', { 'content-type': 'application/json' })).toMatchObject({ status: 400 })
      expect(await post('rubbish', { 'content-type': 'multipart/form-data' })).toMatchObject({ status: 400 })
      expect(
        await post('--x\r\nrubbish', { 'content-type': 'multipart/form-data; boundary=x' }),
      ).toMatchObject({ status: 400, error: 'invalid' })
      await settled(before)
    })

    test('an upload that is cut in the middle leaves nothing behind', async () => {
      const before = await stored()
      const picture = pngOf(4, 4, { bytes: 1_500_000 })
      await cutUpload(app.base, visitor.token, picture.subarray(0, 900_000), picture.length)
      await settled(before)
    })

    test('nobody reads, sends or finds a file of somebody else (invariant 9)', async () => {
      const other = await connectVisitor(app.base)
      const elsewhere = await addWorkspace(app)
      const loose = await send(pngOf(5, 5))
      const url = `/api/v1/attachments/${loose.attachmentId}`
      expect((await download(app.base, url, bearer(other.token))).status).toBe(404)
      expect((await download(app.base, url, bearer(agent.token))).status).toBe(404)
      expect(await other.say('mine', { attachments: [loose.attachmentId] })).toMatchObject({
        error: 'not-found',
      })
      expect(await visitor.say('x', { attachments: [randomUUID()] })).toMatchObject({ error: 'not-found' })
      const sent = await visitor.say('here', { attachments: [loose.attachmentId] })
      expect(sent.ok).toBe(true)
      for (const [headers, status] of [
        [bearer(visitor.token), 200],
        [bearer(agent.token), 200],
        [bearer(other.token), 404],
        [bearer(elsewhere.token), 404],
        [bearer('nobody'), 401],
        [{}, 401],
        [{ ...bearer(visitor.token), origin: 'https://evil.example' }, 403],
      ] as const) {
        expect((await download(app.base, url, headers)).status).toBe(status)
      }
      expect(await other.say('mine', { attachments: [loose.attachmentId] })).toMatchObject({
        error: 'not-found',
      })
      const theirs = await upload(app.base, elsewhere.token, pdf, { path: '/attachments', name: 'a.pdf' })
      expect(
        (await download(app.base, `/api/v1/attachments/${theirs.attachmentId}`, bearer(agent.token))).status,
      ).toBe(404)
      other.close()
    })

    test('a revoked token reads and uploads no more (invariant 10)', async () => {
      const gone = await connectVisitor(app.base)
      const { attachmentId } = await upload(app.base, gone.token, pngOf(2, 2))
      await app.store.write((writing) =>
        writing
          .updateTable('visitor')
          .set({ token_expires_at: 1 })
          .where('id', '=', gone.visitorId)
          .execute(),
      )
      const url = `/api/v1/attachments/${attachmentId}`
      expect((await download(app.base, url, bearer(gone.token))).status).toBe(401)
      expect((await upload(app.base, gone.token, pngOf(2, 2))).status).toBe(401)
      gone.close()
    })

    test('a file goes into one message once, in the order named, and the same message again is the same (invariant 2)', async () => {
      const first = (await send(pngOf(6, 6), { name: 'one.png' })).attachmentId
      const second = (await send(pngOf(7, 7), { name: 'two.png' })).attachmentId
      const message = { id: randomUUID(), text: '', attachments: [second, first] }
      const sent = await visitor.ask('message:send', message)
      expect(sent.ok).toBe(true)
      expect(await visitor.ask('message:send', message)).toEqual(sent)
      expect(await visitor.ask('message:send', { ...message, attachments: [first, second] })).toMatchObject({
        error: 'conflict',
      })
      expect(await visitor.say('again', { attachments: [first] })).toMatchObject({ error: 'conflict' })
      const posted = await visitor.event((event) => event.messageId === sent.messageId)
      expect(posted.attachments.map((each: Untyped) => each.name)).toEqual(['two.png', 'one.png'])
    })

    test('six files, the same one twice and an empty message without any are refused', async () => {
      const ids = Array.from({ length: 6 }, () => randomUUID())
      expect(await visitor.say('x', { attachments: ids })).toMatchObject({
        error: 'invalid',
        issues: [{ path: 'attachments' }],
      })
      expect(await visitor.say('x', { attachments: [ids[0], ids[0]] })).toMatchObject({ error: 'invalid' })
      expect(await visitor.say(' ', { attachments: [] })).toMatchObject({
        error: 'invalid',
        issues: [{ path: 'text' }],
      })
    })

    test('of two messages at once that name a file one is sent', async () => {
      const { attachmentId } = await send(pngOf(3, 3))
      const results = await Promise.all(
        [1, 2, 3].map((text) => visitor.say(`${text}`, { attachments: [attachmentId] })),
      )
      expect(results.map((each) => each.ok || each.error).sort()).toEqual(['conflict', 'conflict', true])
    })

    test('whoever erases a conversation or a visitor erases their files with it (invariant 16)', async () => {
      const leaving = await connectVisitor(app.base)
      const before = await stored()
      await upload(app.base, leaving.token, pngOf(2, 2))
      await app.store.write((writing) =>
        writing.deleteFrom('visitor').where('id', '=', leaving.visitorId).execute(),
      )
      expect(await stored()).toEqual(before)
      leaving.close()
    })

    test('what no message names within an hour is gone; what one names stays', async () => {
      const loose = await send(pngOf(2, 2))
      const kept = await send(pngOf(2, 3))
      await visitor.say('keep', { attachments: [kept.attachmentId] })
      ahead += 61 * 60 * 1000
      const state = async (id: string) =>
        (
          await app.store.read
            .selectFrom('attachment')
            .select('state')
            .where('id', '=', id)
            .executeTakeFirst()
        )?.state
      await expect.poll(() => state(loose.attachmentId), { timeout: 5_000 }).toBeUndefined()
      expect(await visitor.say('late', { attachments: [loose.attachmentId] })).toMatchObject({
        error: 'not-found',
      })
      expect(await state(kept.attachmentId)).toBe('ready')
    })

    test('a visitor’s day has room for so many files, and another visitor’s is another', async () => {
      const eager = await connectVisitor(app.base)
      const text = Buffer.from('x')
      for (let count = 0; count < 50; count += 1)
        expect((await upload(app.base, eager.token, text, { name: 'a.txt' })).ok).toBe(true)
      expect(await upload(app.base, eager.token, text)).toMatchObject({ status: 429, error: 'rate-limited' })
      expect((await send(text)).ok).toBe(true)
      eager.close()
    })
  })
}

test('a full store refuses a file in plain words, keeps nothing of it, and still takes messages', async () => {
  const app = await startTestApp({ config: { dataLimit: 6 * megabyte } })
  const visitor = await connectVisitor(app.base)
  const refused = await upload(app.base, visitor.token, pngOf(2, 2, { bytes: 8 * megabyte }))
  expect(refused).toMatchObject({
    status: 503,
    error: 'unavailable',
    message: expect.stringMatching(/store/),
  })
  expect(await app.store.read.selectFrom('attachment_part').select('part').execute()).toEqual([])
  expect(await app.store.read.selectFrom('attachment').select('id').execute()).toEqual([])
  expect((await visitor.say('still here')).ok).toBe(true)
  visitor.close()
  await app.close()
})

test('the assistant says that it cannot look at a picture, and offers a person', async () => {
  const app = await startTestApp()
  for (const [locale, said, choice] of [
    ['en', /^I cannot look at pictures or files/, 'Talk to a person'],
    ['zh', /^我看不了图片和文件/, '转人工'],
  ] as const) {
    const visitor = await connectVisitor(app.base, { locale })
    const { attachmentId } = await upload(app.base, visitor.token, pngOf(2, 2))
    const sent = await visitor.say('', { attachments: [attachmentId] })
    const reply = await visitor.event((event) => event.sender === 'assistant')
    expect(reply.text).toMatch(said)
    expect(reply.choices).toEqual([choice])
    await visitor.say(choice)
    await visitor.event((event) => event.type === 'conversation:queued' && event.seq > sent.seq)
    visitor.close()
  }
  const visitor = await connectVisitor(app.base)
  const { attachmentId } = await upload(app.base, visitor.token, pngOf(2, 2))
  await visitor.say('Do you ship to Australia?', { attachments: [attachmentId] })
  const reply = await visitor.event((event) => event.sender === 'assistant')
  expect(reply.text).toMatch(/Rotterdam[\s\S]*\n\nI cannot look at the attached file\./)
  visitor.close()
  await app.close()
})
