import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { copyTemplate } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { startServerProcess } from '../support/server-process.ts'
import { startSmtpServer } from '../support/smtp-server.ts'

test('a kill while the mail server thinks loses no transcript and sends none twice', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'baton-kill-mail-'))
  await copyTemplate(directory)
  const smtp = await startSmtpServer()
  const variables = {
    ...{ BATON_ENCODER: 'off', DATA_DIR: directory },
    ...{ SMTP_URL: smtp.url, MAIL_FROM: 'Shop <chat@shop.example>' },
  }
  const server = await startServerProcess(variables)
  const visitor = await connectVisitor(server.base)
  await visitor.saysAndHears('How do I return an item?')
  const { conversationId } = visitor.told.find((each) => each.name === 'conversation:appended')?.fact ?? {}
  smtp.script('hold')
  const asked = { conversationId, locale: 'en', timeZone: 'UTC', address: 'mia@example.com' }
  expect(await visitor.ask('transcript:mail', asked)).toEqual({ ok: true })
  // The mail is with the mail server, whole, and there is no yes yet.
  await expect.poll(() => smtp.tries, { timeout: 8_000 }).toBe(1)
  await server.kill()
  visitor.close()

  const again = await startServerProcess(variables)
  await expect.poll(() => smtp.taken.length, { timeout: 15_000 }).toBe(1)
  expect(smtp.taken[0]).toMatchObject({ to: ['mia@example.com'] })
  await setTimeout(2_000)
  expect(await again.stop()).toBe(0)
  // And once it was taken, another start sends it no more.
  const last = await startServerProcess(variables)
  await setTimeout(1_500)
  await last.stop()
  expect(smtp.taken).toHaveLength(1)
  await smtp.close()
  await rm(directory, { recursive: true, force: true })
}, 60_000)
