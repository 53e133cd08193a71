import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  acceptInvitation,
  accountOf,
  actsOf,
  addPerson,
  beginSecondFactor,
  confirmSecondFactor,
  disablePerson,
  editPerson,
  grantCredential,
  grantSession,
  invitationBy,
  invite,
  keepAttempt,
  listAccounts,
  mintLink,
  noteSeen,
  recoveryCodesLeft,
  removeSecondFactor,
  sessionsOf,
  signedInBy,
  signInWithOpenId,
  takeAttempt,
} from '#server/people/index.ts'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')
const at = 1_800_000_000_000

async function onSqlite() {
  const directory = await mkdtemp(join(tmpdir(), 'baton-people-'))
  return {
    open: () => openSqliteStore(directory),
    clear: () => rm(directory, { recursive: true, force: true }),
  }
}

async function onPostgres() {
  const database = await makeDatabase()
  return {
    open: () =>
      openPostgresStore(database.url, (reason) => {
        throw reason
      }),
    clear: async () => {
      await setTimeout(200)
      await database.drop()
    },
  }
}

for (const [dialect, makePlace, missing] of [
  ['SQLite', onSqlite, undefined],
  ['PostgreSQL', onPostgres, withoutPostgres],
] as const) {
  describe.skipIf(missing !== undefined)(`people on ${dialect}`, () => {
    let place: Awaited<ReturnType<typeof makePlace>>
    let store: Store
    beforeAll(async () => {
      place = await makePlace()
      store = await place.open()
    })
    afterAll(async () => {
      await store.close()
      await place.clear()
    })

    /** A workspace of its own with one administrator, who does things in it. */
    async function workspace() {
      const workspaceId = randomUUID()
      const boss = await store.write(async (writing) => {
        await writing
          .insertInto('workspace')
          .values({ id: workspaceId, name: 'w', created_at: at, live_release: null, next_release: 1 })
          .execute()
        return add(writing, workspaceId, 'administrator')
      })
      return { workspaceId, boss, actor: { workspaceId, personId: boss.id, name: boss.name, at } }
    }
    const add = (
      writing: Parameters<typeof addPerson>[0],
      workspaceId: string,
      role: 'agent' | 'administrator',
    ) => addPerson(writing, { workspaceId, name: role, email: `${randomUUID()}@w.example`, role, at })

    const outcomes = async (tries: Promise<unknown>[]) =>
      (await Promise.allSettled(tries)).map(({ status }) => status).sort()

    test('of many who accept one invitation at once one is made', async () => {
      const { actor, workspaceId } = await workspace()
      const wanted = { name: 'Nora', email: 'nora@w.example', role: 'agent', language: 'en' } as const
      const { secret, id } = await store.write(async (writing) => {
        const invitation = await invite(writing, actor, wanted, false)
        return { id: invitation.id, secret: await mintLink(writing, invitation.id) }
      })
      const row = await invitationBy(store.read, secret, at + 1)
      const tries = Array.from({ length: 6 }, (_, index) =>
        store.write((writing) => acceptInvitation(writing, row, { name: `Nora ${index}`, at })),
      )
      expect((await outcomes(tries)).filter((status) => status === 'fulfilled')).toHaveLength(1)
      expect(await listAccounts(store.read, workspaceId)).toHaveLength(2)
      await expect(invitationBy(store.read, secret, at + 1)).rejects.toMatchObject({ code: 'not-found' })
      const acts = await actsOf(store.read, workspaceId, id)
      expect(acts.map(({ act }) => act)).toEqual(['joined', 'invited'])
      const again = store.write((writing) =>
        invite(writing, actor, { ...wanted, email: 'NORA@w.example' }, false),
      )
      await expect(again).rejects.toMatchObject({ code: 'conflict' })
    })

    test('administrators who take each other’s role or access at once leave one', async () => {
      const { workspaceId, boss, actor } = await workspace()
      const others = await store.write(async (writing) => [
        await add(writing, workspaceId, 'administrator'),
        await add(writing, workspaceId, 'administrator'),
      ])
      const everybody = [boss, ...others]
      const tries = everybody.map(({ id }, index) =>
        store.write(async (writing) => {
          if (index === 1) await disablePerson(writing, actor, id)
          else await editPerson(writing, actor, id, { role: 'agent' })
        }),
      )
      expect(await outcomes(tries)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
      const left = (await listAccounts(store.read, workspaceId)).filter(
        ({ role, disabledAt }) => role === 'administrator' && disabledAt === undefined,
      )
      expect(left).toHaveLength(1)
    })

    test('one code of an authenticator is taken once, however many hold it at once', async () => {
      const { workspaceId, boss, actor } = await workspace()
      const { secret } = await store.write((writing) => beginSecondFactor(writing, boss, 'w', at))
      const codeAt = (time: number) => TOTP.generate({ secret: new TOTP({ secret }).secret, timestamp: time })
      const begun = Array.from({ length: 4 }, () =>
        store.write((writing) => confirmSecondFactor(writing, actor, codeAt(at))),
      )
      expect((await outcomes(begun)).filter((status) => status === 'fulfilled')).toHaveLength(1)
      expect(await recoveryCodesLeft(store.read, boss.id)).toBe(10)
      expect((await accountOf(store.read, workspaceId, boss.id)).twoFactor).toBe(true)
      const restart = store.write((writing) => beginSecondFactor(writing, boss, 'w', at))
      await expect(restart).rejects.toMatchObject({ code: 'conflict' })
      const later = { ...actor, at: at + 60_000 }
      const off = Array.from({ length: 4 }, () =>
        store.write((writing) => removeSecondFactor(writing, later, codeAt(later.at))),
      )
      expect((await outcomes(off)).filter((status) => status === 'fulfilled')).toHaveLength(1)
      expect(await recoveryCodesLeft(store.read, boss.id)).toBe(0)
    })

    test('a provider’s person is bound once, and a way there is used once', async () => {
      const { workspaceId, boss } = await workspace()
      const claims = { issuer: 'https://id.example', subject: 's', name: undefined, isVerified: true }
      const comeIn = (more: object = {}) =>
        signInWithOpenId(store, { ...claims, email: boss.email.toUpperCase(), ...more }, at, undefined)
      const first = await Promise.allSettled([comeIn(), comeIn()])
      const someone = first.find((each) => each.status === 'fulfilled')
      expect(someone?.value.signedIn.person.id).toBe(boss.id)
      expect((await comeIn({ email: undefined, isVerified: false })).signedIn.workspaceId).toBe(workspaceId)
      await expect(comeIn({ subject: 'another' })).rejects.toMatchObject({ problem: 'unknown' })
      const attempt = { state: 'a', nonce: 'b', verifier: 'c' }
      const secret = await keepAttempt(store, attempt, at)
      const taken = Array.from({ length: 3 }, () => takeAttempt(store, secret, at + 1))
      expect(await outcomes(taken)).toEqual(['fulfilled', 'rejected', 'rejected'])
    })

    test('credentials of a kind are bounded: the oldest end, and what has expired is gone', async () => {
      const { workspaceId, boss } = await workspace()
      const session = (time: number) =>
        store.write((writing) => grantSession(writing, { person: boss, workspaceId, at: time, device: 'x' }))
      const oldest = await session(at)
      const second = await session(at + 1)
      await store.write(async (writing) => {
        for (let count = 2; count <= 200; count += 1)
          await grantCredential(writing, { kind: 'session', personId: boss.id, name: '', at: at + count })
      })
      expect(await sessionsOf(store.read, boss.id, at + 300)).toHaveLength(200)
      expect(await signedInBy(store.read, oldest.session, ['session'], at + 300)).toBeUndefined()
      const kept = await signedInBy(store.read, second.session, ['session'], at + 300)
      expect(kept?.person.id).toBe(boss.id)
      const month = 31 * 24 * 60 * 60 * 1000
      await session(at + month)
      const rows = await store.read
        .selectFrom('credential')
        .select('digest')
        .where('person_id', '=', boss.id)
        .execute()
      expect(rows).toHaveLength(1)
    })

    test('that somebody is there is written down once in some minutes', async () => {
      const { workspaceId, boss } = await workspace()
      const { session } = await store.write((writing) =>
        grantSession(writing, { person: boss, workspaceId, at, device: undefined }),
      )
      const look = async (time: number) => {
        const signedIn = await signedInBy(store.read, session, ['session'], time)
        if (signedIn) await noteSeen(store, [signedIn], time)
        return (await accountOf(store.read, workspaceId, boss.id)).seenAt
      }
      expect(await look(at + 4 * 60_000)).toBe(at)
      expect(await look(at + 5 * 60_000)).toBe(at + 5 * 60_000)
    })
  })
}
