import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { enter, goodPassword, signInWith, tokenOf } from '../support/people.ts'
import { partOf, type SmtpServer, startSmtpServer, type TakenMail } from '../support/smtp-server.ts'

let app: TestApp
let smtp: SmtpServer
let token: string
const ahead = 0
beforeAll(async () => {
  smtp = await startSmtpServer()
  app = await startTestApp({
    now: () => Date.now() + ahead,
    config: { mail: { url: smtp.url, from: 'Northlight <desk@northlight.example>' } },
  })
  token = (await app.signIn('administrator')).token
})
afterAll(async () => {
  await app.close()
  await smtp.close()
})

const mailsTo = (address: string) => smtp.taken.filter(({ to }) => to[0] === address)
async function mailTo(address: string, count = 1): Promise<TakenMail> {
  await expect.poll(() => mailsTo(address).length, { timeout: 10_000 }).toBe(count)
  return mailsTo(address).at(-1) as TakenMail
}
const linkIn = (mail: TakenMail) => /https?:\S+#\S+/.exec(partOf(mail, 'text/plain'))?.[0] ?? ''
const invite = (person: object): Promise<Untyped> =>
  call(app.base, 'POST', '/invitations', { token, body: { name: '王芳', role: 'agent', ...person } })
const invitations = async () =>
  (await call(app.base, 'GET', '/invitations', { token })).invitations as Untyped[]

test('an invitation goes out by mail in its language, its link is shown to nobody, and works', async () => {
  const email = 'wang@northlight.example'
  const made = await invite({ email, language: 'zh' })
  expect(made.invitation.mail).toBe('waiting')
  expect(made.link).toBeUndefined()
  const mail = await mailTo(email)
  expect(mail.headers).toMatchObject({ from: 'Northlight <desk@northlight.example>', to: email })
  expect(partOf(mail, 'text/plain')).toContain('Maya Chen 邀请您加入 Northlight Outdoor')
  await expect.poll(async () => (await invitations())[0]?.mail).toBe('sent')
  const body = { token: tokenOf(linkIn(mail)), name: '王芳', password: goodPassword }
  expect(await enter(app.base, '/invitations/accept', body)).toMatchObject({ status: 200, person: { email } })
})

test('no secret of a link waits in the store until it is sent', async () => {
  smtp.script('hold')
  await invite({ email: 'hold@northlight.example' })
  await expect.poll(() => smtp.tries).toBeGreaterThan(1)
  const work = await app.store.read.selectFrom('due_work').select('payload').execute()
  expect(work.some(({ payload }) => payload.includes('invitationId'))).toBe(true)
  expect(JSON.stringify(work)).not.toMatch(/[\w-]{43}/)
})

test('a mail that nobody takes is said, and the link can be had instead', async () => {
  smtp.script(550)
  const email = 'refused@northlight.example'
  const { invitation } = await invite({ email })
  const mine = async () => (await invitations()).find(({ id }) => id === invitation.id)
  await expect.poll(async () => (await mine())?.mail).toBe('failed')
  const path = `/invitations/${invitation.id}/renew`
  const renewed = await call(app.base, 'POST', path, { token, body: { deliver: 'link' } })
  expect((await enter(app.base, '/invitations/look', { token: tokenOf(renewed.link) })).status).toBe(200)
  expect((await mine())?.mail).toBeUndefined()
  // Sent anew by mail, the link that was shown stops working.
  await call(app.base, 'POST', path, { token, body: {} })
  const mail = await mailTo(email)
  expect((await enter(app.base, '/invitations/look', { token: tokenOf(renewed.link) })).status).toBe(404)
  expect((await enter(app.base, '/invitations/look', { token: tokenOf(linkIn(mail)) })).status).toBe(200)
})

test('a forgotten password is mended by mail, and the answer never tells whether there is an account', async () => {
  const email = 'wang@northlight.example'
  const ask = (address: string) => enter(app.base, '/passwords/forgotten', { email: address, language: 'en' })
  const [known, unknown] = [await ask(email), await ask('nobody@northlight.example')]
  expect(known).toEqual({ status: 200, ok: true, cookie: '' })
  expect(unknown).toEqual(known)
  const mail = await mailTo(email, 2)
  const password = 'a password found anew'
  const body = { token: tokenOf(linkIn(mail)), password }
  expect(await enter(app.base, '/passwords/reset', body)).toMatchObject({ status: 200, cookie: '' })
  expect(await enter(app.base, '/passwords/reset', body)).toMatchObject({ status: 404 })
  expect((await signInWith(app.base, { email, password })).status).toBe(200)
  // Both pieces of work are done; nobody who is not here got a mail.
  await expect
    .poll(async () => {
      const work = await app.store.read.selectFrom('due_work').select('kind').execute()
      return work.filter(({ kind }) => kind === 'password-mail').length
    })
    .toBe(0)
  expect(mailsTo('nobody@northlight.example')).toEqual([])
})

test('asked for over and over, it is mailed a few times only, whoever the address belongs to', async () => {
  for (const email of ['many@northlight.example', 'ana@northlight.example']) {
    const statuses = []
    for (let times = 0; times < 6; times += 1)
      statuses.push((await enter(app.base, '/passwords/forgotten', { email })).status)
    expect(statuses, email).toEqual([200, 200, 200, 200, 200, 429])
  }
})
