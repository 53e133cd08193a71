import { randomUUID } from 'node:crypto'
import { addPerson, grantCredential } from '#server/people/index.ts'
import type { TestApp } from './app.ts'

/** A workspace beside the demo's, with one administrator and nothing else. */
export async function addWorkspace(
  app: TestApp,
): Promise<{ workspaceId: string; personId: string; token: string }> {
  const workspaceId = `other-${randomUUID()}`
  const at = Date.now()
  return app.store.write(async (writing) => {
    await writing
      .insertInto('workspace')
      .values({ id: workspaceId, name: 'Other', created_at: at, live_release: null, next_release: 1 })
      .execute()
    const person = {
      workspaceId,
      name: 'Olga',
      email: 'olga@other.example',
      role: 'administrator',
      at,
    } as const
    const { id: personId } = await addPerson(writing, person)
    const { secret } = await grantCredential(writing, { kind: 'access', personId, name: 'test', at })
    return { workspaceId, personId, token: secret }
  })
}
