import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  conversationOfVisitor,
  deskSnapshotOf,
  newestConversation,
  postVisitorMessage,
} from '#server/conversation/index.ts'
import { forgetUsedIdentities, identify } from '#server/gateway/identity/identify.ts'
import {
  listIdentityKeys,
  makeIdentityKey,
  noteUse,
  revokeIdentityKey,
  secretsOf,
} from '#server/gateway/identity/identity-keys.ts'
import { keepContext, keepEvent, keepOrder } from '#server/gateway/identity/page-claims.ts'
import type { SignedIdentity } from '#server/gateway/identity/signed-identity.ts'
import type { Site } from '#server/gateway/sites.ts'
import {
  revokeToken,
  rotateToken,
  seeVisitor,
  stillWelcome,
  type Visitor,
  visitorBy,
  welcomeVisitor,
} from '#server/gateway/visitors.ts'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')

async function onSqlite(): Promise<{ store: Store; clear(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-identity-'))
  const store = await openSqliteStore(directory)
  return { store, clear: () => rm(directory, { recursive: true, force: true }) }
}

async function onPostgres(): Promise<{ store: Store; clear(): Promise<void> }> {
  const database = await makeDatabase()
  const store = await openPostgresStore(database.url, (reason) => {
    throw reason
  })
  async function clear(): Promise<void> {
    // The pool says it has ended before the server has seen its connections go; dropped now they would report it.
    await setTimeout(200)
    await database.drop()
  }
  return { store, clear }
}

const at = 1_800_000_000_000

for (const [name, open, reason] of [
  ['SQLite', onSqlite, undefined],
  ['PostgreSQL', onPostgres, withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`identities on ${name}`, () => {
    let store: Store
    let clear: () => Promise<void>
    let siteKey: string
    const parts = () => ({
      store,
      now: () => at,
      announcer: {
        place: () => ({ turn: Promise.resolve(), leave: () => undefined }),
        appended: () => undefined,
      },
    })
    beforeAll(async () => {
      const opened = await open()
      store = opened.store
      clear = opened.clear
      siteKey = await addSite('one')
    })
    afterAll(async () => {
      await store.close()
      await clear()
    })

    async function addSite(workspaceId: string): Promise<string> {
      const key = randomUUID()
      await store.write(async (writing) => {
        await writing
          .insertInto('workspace')
          .values({ id: workspaceId, name: 'x', created_at: 0, live_release: null, next_release: 1 })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute()
        const site = { key, workspace_id: workspaceId, name: 'x', origins: '[]', look: '{}' }
        await writing
          .insertInto('site')
          .values({ ...site, updated_at: 0, updated_by: '' })
          .execute()
      })
      return key
    }

    const siteOf = (key: string, workspaceId = 'one') => ({ key, workspaceId }) as Site
    const make = (key = siteKey, workspaceId = 'one') =>
      store.write((writing) => makeIdentityKey(writing, { workspaceId, siteKey: key, by: 'Ann', at }))
    const revoke = (id: string, key = siteKey, workspaceId = 'one') =>
      store.write((writing) => revokeIdentityKey(writing, { workspaceId, siteKey: key, id }))
    const welcome = (key = siteKey, workspaceId = 'one') =>
      store.write((writing) => welcomeVisitor(writing, { site: siteOf(key, workspaceId), locale: 'en', at }))
    const say = (visitor: Visitor, text: string, more = {}) =>
      postVisitorMessage(parts(), {
        workspaceId: visitor.workspaceId,
        siteKey: visitor.siteKey,
        visitorId: visitor.id,
        clientId: randomUUID(),
        text,
        language: 'en',
        ...more,
      })

    async function identityOf(subject: string, more: Partial<SignedIdentity> = {}): Promise<SignedIdentity> {
      const known = await secretsOf(store.read, siteKey)
      const keyId = known[0]?.id ?? (await make()).key.id
      const empty = { name: undefined, email: undefined, locale: undefined }
      return { ...empty, subject, tokenId: randomUUID(), expiresAt: at + 300_000, keyId, ...more }
    }
    const become = async (
      visitor: Visitor | undefined,
      subject: string,
      more: Partial<SignedIdentity> = {},
    ) =>
      identify(parts(), {
        site: siteOf(siteKey),
        visitor,
        identity: await identityOf(subject, more),
        locale: 'en',
      })

    test('a site has at most two secrets, however many are made at once, and a list shows none', async () => {
      const key = await addSite('one')
      const made = await Promise.allSettled(Array.from({ length: 5 }, () => make(key)))
      const good = made.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
      expect(good).toHaveLength(2)
      for (const each of made) {
        if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'conflict' })
      }
      expect(new Set(good.map(({ secret }) => secret)).size).toBe(2)
      for (const { secret } of good) {
        expect(Buffer.from(secret.replace('baton-identity-', ''), 'base64url')).toHaveLength(32)
      }
      const listed = await listIdentityKeys(store.read, { workspaceId: 'one', siteKey: key })
      expect(listed).toHaveLength(2)
      for (const { secret } of good) expect(JSON.stringify(listed)).not.toContain(secret)
      const [first] = good
      await revoke(first?.key.id ?? '', key)
      expect((await secretsOf(store.read, key)).map(({ id }) => id)).toEqual([good[1]?.key.id])
      expect(
        await store.read
          .selectFrom('identity_key')
          .select('id')
          .where('id', '=', first?.key.id ?? '')
          .execute(),
      ).toEqual([])
      expect((await make(key)).key.createdBy).toBe('Ann')
    })

    test('the secrets of a site belong to its workspace (invariant 9)', async () => {
      const theirs = await addSite('two')
      const { key } = await make(theirs, 'two')
      await expect(make(theirs)).rejects.toMatchObject({ code: 'not-found' })
      await expect(revoke(key.id, theirs)).rejects.toMatchObject({ code: 'not-found' })
      await expect(revoke(key.id, siteKey)).rejects.toMatchObject({ code: 'not-found' })
      expect(await listIdentityKeys(store.read, { workspaceId: 'one', siteKey: theirs })).toEqual([])
      expect(await secretsOf(store.read, theirs)).toHaveLength(1)
    })

    test('the time of the last use is noted to the minute, and a revoked secret has none', async () => {
      const { key } = await make(await addSite('one'))
      const use = (when: number) => store.write((writing) => noteUse(writing, key.id, when))
      const usedAt = async () =>
        (
          await store.read
            .selectFrom('identity_key')
            .select('used_at')
            .where('id', '=', key.id)
            .executeTakeFirstOrThrow()
        ).used_at
      expect(await use(at)).toBe(true)
      expect(await use(at + 59_999)).toBe(true)
      expect(await usedAt()).toBe(at)
      expect(await use(at + 60_000)).toBe(true)
      expect(await usedAt()).toBe(at + 60_000)
      expect(await store.write((writing) => noteUse(writing, randomUUID(), at))).toBe(false)
    })

    test('an identity is used once, and is forgotten when its time is over', async () => {
      const identity = await identityOf(randomUUID(), { expiresAt: at + 1_000 })
      const visitors = await Promise.all([welcome(), welcome(), welcome()])
      const results = await Promise.allSettled(
        visitors.map(({ visitor }) =>
          identify(parts(), { site: siteOf(siteKey), visitor, identity, locale: 'en' }),
        ),
      )
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      // Whoever was refused still is who they were.
      const digests = visitors.map(({ visitor }) => visitor.digest)
      expect((await stillWelcome(store.read, digests, at)).size).toBe(2)
      const uses = () => store.read.selectFrom('identity_use').selectAll().execute()
      const before = (await uses()).length
      await forgetUsedIdentities(store, at + 999)
      expect(await uses()).toHaveLength(before)
      await forgetUsedIdentities(store, at + 1_000)
      expect(await uses()).toHaveLength(before - 1)
    })

    test('a contact is one of a workspace, made once by however many at once, with what the newest says', async () => {
      const subject = randomUUID()
      const visitors = await Promise.all([welcome(), welcome(), welcome()])
      const known = await Promise.all(
        visitors.map(({ visitor }) => become(visitor, subject, { name: 'Ada' })),
      )
      expect(new Set(known.map(({ visitor }) => visitor.contactId)).size).toBe(1)
      await become(undefined, subject, { email: 'ada@shop.example' })
      const rows = await store.read
        .selectFrom('contact')
        .select(['name', 'email'])
        .where('subject', '=', subject)
        .execute()
      expect(rows).toEqual([{ name: 'Ada', email: 'ada@shop.example' }])
    })

    test('tokens are replaced by whoever holds them, once, and end for good', async () => {
      const { visitor, token } = await welcome()
      const contact = (await become(undefined, randomUUID())).visitor.contactId ?? ''
      const turns = await Promise.allSettled(
        [1, 2, 3].map(() => store.write((writing) => rotateToken(writing, visitor, contact, at))),
      )
      const [next, ...others] = turns.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
      expect(others).toEqual([])
      if (!next) throw new Error('nobody got a token')
      await expect(visitorBy(store.read, token, siteOf(siteKey), at)).rejects.toMatchObject({
        code: 'unauthenticated',
      })
      expect(await visitorBy(store.read, next.token, siteOf(siteKey), at)).toEqual(next.visitor)
      await store.write((writing) => revokeToken(writing, next.visitor))
      await seeVisitor(store, { visitorId: visitor.id, at })
      await expect(visitorBy(store.read, next.token, siteOf(siteKey), at)).rejects.toMatchObject({
        code: 'unauthenticated',
      })
      expect(await stillWelcome(store.read, [visitor.digest, next.visitor.digest], at)).toEqual(new Set())
    })

    test('a nobody’s conversations become the contact’s, and another contact’s stay theirs (invariant 9)', async () => {
      const { visitor } = await welcome()
      const { conversationId } = await say(visitor, 'Hello')
      const ada = await become(visitor, randomUUID(), { name: 'Ada' })
      expect((await newestConversation(store.read, ada.visitor))?.contact_name).toBe('Ada')
      // The visitor as they were is nobody's way in any more, also where somebody still has them in hand.
      await expect(conversationOfVisitor(store.read, conversationId, visitor)).rejects.toMatchObject({
        code: 'not-found',
      })
      const phone = await become(undefined, await subjectOf(ada.visitor))
      expect((await conversationOfVisitor(store.read, conversationId, phone.visitor)).id).toBe(conversationId)
      const ben = await become(ada.visitor, randomUUID())
      expect(ben.visitor.id).not.toBe(ada.visitor.id)
      expect(await newestConversation(store.read, ben.visitor)).toBeUndefined()
      await expect(conversationOfVisitor(store.read, conversationId, ben.visitor)).rejects.toMatchObject({
        code: 'not-found',
      })
      await expect(say(ben.visitor, 'let me in', { conversationId })).rejects.toMatchObject({
        code: 'not-found',
      })
      const elsewhere = { ...phone.visitor, workspaceId: 'two' }
      expect(await newestConversation(store.read, elsewhere)).toBeUndefined()
    })

    async function subjectOf({ contactId }: Visitor): Promise<string> {
      const row = await store.read
        .selectFrom('contact')
        .select('subject')
        .where('id', '=', contactId)
        .executeTakeFirstOrThrow()
      return row.subject
    }

    test('messages of a contact’s devices stand under one sender, once each (invariant 2)', async () => {
      const subject = randomUUID()
      const [phone, laptop] = await Promise.all([become(undefined, subject), become(undefined, subject)])
      const clientId = randomUUID()
      const posted = await Promise.all([
        say(phone.visitor, 'Hello', { clientId }),
        say(phone.visitor, 'Hello', { clientId }),
        say(laptop.visitor, 'Hi'),
      ])
      expect(new Set(posted.map(({ conversationId }) => conversationId)).size).toBe(1)
      expect(posted[0]).toEqual(posted[1])
      const rows = await store.read
        .selectFrom('message')
        .select('sender_id')
        .where('conversation_id', '=', posted[0].conversationId)
        .execute()
      expect(rows).toHaveLength(2)
      expect(new Set(rows.map(({ sender_id }) => sender_id)).size).toBe(1)
    })

    test('what a page claims is kept with its visitor, the newest fifty events of it', async () => {
      const { visitor } = await welcome()
      const stranger = await welcome()
      await keepContext(store, visitor.id, { cart: 12.5, note: null, member: true, title: '购物车' })
      await keepOrder(store, visitor.id, 'NL-1')
      await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          keepEvent(store, visitor.id, { name: `step ${index}`, data: { index }, at: at + index }),
        ),
      )
      await say(visitor, 'Hello')
      await say(stranger.visitor, 'Hello')
      const viewOf = async (each: Visitor) => {
        const row = await newestConversation(store.read, each)
        if (!row) throw new Error('no conversation')
        return (await deskSnapshotOf(store.read, row, false, at)).visitor
      }
      const view = await viewOf(visitor)
      expect(view).toMatchObject({
        context: { cart: 12.5, note: null, member: true, title: '购物车' },
        order: 'NL-1',
      })
      expect(view.events).toHaveLength(50)
      expect(await viewOf(stranger.visitor)).toMatchObject({ context: undefined, events: [] })
      const rows = await store.read
        .selectFrom('visitor_event')
        .select('number')
        .where('visitor_id', '=', visitor.id)
        .orderBy('number')
        .execute()
      expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 11))
    })
  })
}
