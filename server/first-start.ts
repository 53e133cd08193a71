import { siteEdit } from '#shared/site.ts'
import type { SignInLink } from './demo/demo.ts'
import { saveSite } from './gateway/sites.ts'
import { addPerson, grantCredential } from './people/index.ts'
import type { Store } from './store/store.ts'

/**
 * An installation without the demo begins with one workspace, one site and one administrator, who invites everybody
 * else. Answers their way in at the first start, and nothing at any later one: a log is no place for more.
 */
export async function welcomeAdministrator(store: Store, now: () => number): Promise<SignInLink[]> {
  return store.write(async (writing) => {
    const present = await writing.selectFrom('workspace').select('id').limit(1).executeTakeFirst()
    if (present !== undefined) return []
    const workspaceId = 'main'
    const at = now()
    await writing
      .insertInto('workspace')
      .values({ id: workspaceId, name: 'My shop', created_at: at, live_release: null, next_release: 1 })
      .execute()
    await saveSite(writing, { workspaceId, by: '', at }, siteEdit.parse({ name: 'My shop', origins: [] }))
    const email = 'administrator@localhost'
    const person = await addPerson(writing, {
      workspaceId,
      name: 'Administrator',
      email,
      role: 'administrator',
      at,
    })
    const { secret } = await grantCredential(writing, {
      kind: 'sign-in',
      personId: person.id,
      name: 'first start',
      at,
    })
    return [{ role: 'administrator', secret }]
  })
}
