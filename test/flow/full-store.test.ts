import { expect, test } from 'vitest'
import { startTestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'

test('when the disk is full a message is refused in plain words, what was acknowledged stays, and reading goes on', async () => {
  const app = await startTestApp({ config: { dataLimit: 3 * 1024 * 1024 } })
  const visitor = await connectVisitor(app.base)
  // A person leads, so that only the visitor writes.
  const first = await visitor.say('I want to talk to a person')
  await visitor.event((event) => event.type === 'conversation:queued')
  const acked: { seq: number; text: string }[] = []
  let refused: Untyped
  for (let index = 0; index < 110 && refused === undefined; index += 1) {
    const text = `${index} ${'字'.repeat(9_900)}`
    const result = await visitor.say(text)
    if (result.ok) acked.push({ seq: result.seq, text })
    else refused = result
  }
  expect(refused).toMatchObject({ ok: false, error: 'unavailable', message: expect.stringMatching(/store/) })
  const { events } = await visitor.ask('conversation:sync', {
    conversationId: first.conversationId,
    after: 0,
  })
  for (const message of acked) {
    expect(events.find((event: Untyped) => event.seq === message.seq)?.text).toBe(message.text)
  }
  expect(events.map((event: Untyped) => event.seq)).toEqual(
    events.map((_: Untyped, index: number) => index + 1),
  )
  expect((await fetch(`${app.base}/healthz`)).status).toBe(200)
  visitor.close()
  await app.close()
})
