import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { call, copyTemplate, signIn, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { startServerProcess } from '../support/server-process.ts'

/** Spread over the making of a release: reading, fitting in its thread, storing in parts. */
const moments = [150, 600, 1200, 2000]

test('a kill while a release is made leaves the live one answering and no half of another (invariant 19)', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'baton-kill-release-'))
  await copyTemplate(directory)
  const variables = { BATON_ENCODER: 'off', DATA_DIR: directory }
  let made = 1
  for (const killAfter of moments) {
    const server = await startServerProcess(variables)
    const { token } = await signIn(server.base, server.secrets.trainer ?? '')
    const making = call(server.base, 'POST', '/releases', { token, body: { note: `kill ${killAfter}` } })
    const ended = making.then((answer) => answer.status as number).catch(() => 'cut')
    await new Promise((resolve) => setTimeout(resolve, killAfter))
    await server.kill()
    if ((await ended) === 200) made += 1

    const again = await startServerProcess(variables)
    const { token: trainer } = await signIn(again.base, again.secrets.trainer ?? '')
    const { live, releases } = await call(again.base, 'GET', '/releases', { token: trainer })
    const numbers = releases.map((each: Untyped) => each.number)
    expect(new Set(numbers).size, `releases after a kill at ${killAfter} ms`).toBe(numbers.length)
    expect(numbers.length).toBeGreaterThanOrEqual(made)
    made = numbers.length
    expect(live).toBe(1)
    expect(await answered(again.base)).toMatch(/return/i)
    await again.stop()
  }

  const last = await startServerProcess(variables)
  const { token } = await signIn(last.base, last.secrets.trainer ?? '')
  const release = await call(last.base, 'POST', '/releases', { token, body: { note: 'after the kills' } })
  expect(release.status).toBe(200)
  await last.stop()
  await rm(directory, { recursive: true, force: true })
})

/** What the assistant says to a question of the demo shop. */
async function answered(base: string): Promise<string> {
  const visitor = await connectVisitor(base)
  const reply = await visitor.saysAndHears('How do I return an item?')
  visitor.close()
  return reply.citations?.[0]?.title ?? reply.text
}
