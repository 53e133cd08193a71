import { afterAll, beforeAll, expect, test } from 'vitest'
import { partOf, type SmtpServer, startSmtpServer } from '../../test/support/smtp-server.ts'
import { type Mailer, MailRefused, openMailer } from './mail.ts'

let server: SmtpServer
let mailer: Mailer
beforeAll(async () => {
  server = await startSmtpServer()
  mailer = openMailer({ url: server.url, from: 'Northlight <chat@northlight.example>' })
})
afterAll(async () => {
  mailer.close()
  await server.close()
})

const mail = {
  id: 'one',
  to: 'mia@example.com',
  subject: '您与 Northlight 的对话记录',
  text: '您好！\n.\n再见',
}

test('a mail arrives as it was written, in any script, with its file', async () => {
  await mailer.send({ ...mail, attachment: { name: '记录.txt', text: '\ufeff你好 مرحبا\r\n' } })
  const taken = server.taken.at(-1)
  expect(taken).toMatchObject({ from: 'chat@northlight.example', to: ['mia@example.com'] })
  expect(taken?.headers).toMatchObject({
    from: 'Northlight <chat@northlight.example>',
    to: 'mia@example.com',
    'message-id': '<one@northlight.example>',
    'auto-submitted': 'auto-generated',
  })
  expect(taken && partOf(taken, 'text/plain; charset=utf-8')).toContain('您好！')
  expect(taken?.raw).toContain(Buffer.from('\ufeff你好 مرحبا\r\n').toString('base64'))
})

test('nothing in a subject or an address becomes a header or a second address', async () => {
  await mailer.send({ ...mail, subject: 'Hello\r\nBcc: all@example.com' })
  await mailer
    .send({ ...mail, to: 'mia@example.com>\r\nRCPT TO:<all@example.com' })
    .catch((reason) => expect(reason).toBeInstanceOf(Error))
  await mailer.send({ ...mail, to: 'mia@example.com, all@example.com' }).catch((reason) => {
    expect(reason).toBeInstanceOf(Error)
  })
  for (const { to, headers } of server.taken) {
    expect(headers.bcc).toBeUndefined()
    expect(to).toHaveLength(1)
    expect(to).not.toContain('all@example.com')
  }
})

test('a mail that is refused for good is told apart from one to try again, and no failure quotes the address', async () => {
  server.script(550, 451, 'vanish')
  await expect(mailer.send(mail)).rejects.toBeInstanceOf(MailRefused)
  for (const _ of ['451', 'vanish']) {
    const failure = await mailer.send(mail).catch((reason: unknown) => reason)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(MailRefused)
    expect(String(failure)).not.toContain('mia@')
  }
})
