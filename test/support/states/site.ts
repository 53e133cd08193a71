import { expect } from 'vitest'
import { call, type TestApp, type Untyped } from '../app.ts'

/** Changes the demo shop's site as an administrator does. */
export async function changeSite(app: TestApp, change: object): Promise<void> {
  const { token } = await app.signIn('administrator')
  const { sites } = await call(app.base, 'GET', '/sites', { token })
  const { updatedAt: _, updatedBy: __, ...site } = sites.find((each: Untyped) => each.key === 'demo')
  const saved = await call(app.base, 'PUT', '/sites/demo', { token, body: { ...site, ...change } })
  expect(saved).toMatchObject({ ok: true })
}
