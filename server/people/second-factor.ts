import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { Refusal } from '../refusal.ts'
import type { Reading, Writing } from '../store/store.ts'
import { type Actor, recordAct } from './acts.ts'
import { digestOf } from './credentials.ts'

/** RFC 6238 as every authenticator knows it: SHA-1, six figures, 30 seconds. */
const period = 30
const kind = { algorithm: 'SHA1', digits: 6, period }
/** A code of the period before or after is right as well: clocks differ, and people type slowly. */
const window = 1
const recoveryCodes = 10
/** 80 random bits: like all our secrets it cannot be searched backwards from its digest. */
const recoveryBytes = 10

/**
 * Begins to set up two-factor sign-in; nothing is asked for until a first code was right. Throws `conflict` where it is
 * on already.
 */
export async function beginSecondFactor(
  writing: Writing,
  person: { id: string; email: string },
  issuer: string,
  at: number,
): Promise<{ secret: string; address: string }> {
  const secret = new Secret({ size: 20 })
  const begun = await writing
    .insertInto('second_factor')
    .values({ person_id: person.id, secret: secret.base32, created_at: at, confirmed_at: null, used_step: 0 })
    .onConflict((conflict) =>
      conflict
        .column('person_id')
        .doUpdateSet({ secret: secret.base32, created_at: at, used_step: 0 })
        .where('second_factor.confirmed_at', 'is', null),
    )
    .returning('person_id')
    .executeTakeFirst()
  if (begun === undefined) throw new Refusal('conflict', 'Two-factor sign-in is on already.')
  const totp = new TOTP({ ...kind, issuer, label: person.email, secret })
  return { secret: secret.base32, address: totp.toString() }
}

/** Turns it on with a code that is right. Answers recovery codes, which are stored nowhere. */
export async function confirmSecondFactor(writing: Writing, actor: Actor, code: string): Promise<string[]> {
  const personId = actor.personId ?? ''
  const row = await factorOf(writing, personId)
  if (row === undefined) throw new Refusal('not-found', 'Begin to set up two-factor sign-in first.')
  if (row.confirmed_at !== null) throw new Refusal('conflict', 'Two-factor sign-in is on already.')
  if (!(await takeTotp(writing, personId, code, actor.at))) throw wrongCode()
  await writing
    .updateTable('second_factor')
    .set({ confirmed_at: actor.at })
    .where('person_id', '=', personId)
    .execute()
  await recordAct(writing, actor, personId, 'two-factor-on')
  return makeRecoveryCodes(writing, personId)
}

/** New recovery codes in place of the old ones, for a code that is right. */
export async function renewRecoveryCodes(writing: Writing, actor: Actor, code: string): Promise<string[]> {
  await takeCode(writing, actor, code)
  await recordAct(writing, actor, actor.personId ?? '', 'recovery-codes')
  return makeRecoveryCodes(writing, actor.personId ?? '')
}

/** Turns it off, for a code that is right. */
export async function removeSecondFactor(writing: Writing, actor: Actor, code: string): Promise<void> {
  await takeCode(writing, actor, code)
  await dropSecondFactor(writing, actor.personId ?? '')
  await recordAct(writing, actor, actor.personId ?? '', 'two-factor-off')
}

/** Turns it off for somebody who has lost it. Throws `not-found` where it is not on. */
export async function resetSecondFactor(writing: Writing, actor: Actor, personId: string): Promise<void> {
  if (!(await hasSecondFactor(writing, personId)))
    throw new Refusal('not-found', 'Two-factor sign-in is not on for this person.')
  await dropSecondFactor(writing, personId)
  await recordAct(writing, actor, personId, 'two-factor-reset')
}

export async function hasSecondFactor(read: Reading, personId: string): Promise<boolean> {
  const row = await factorOf(read, personId)
  return row !== undefined && row.confirmed_at !== null
}

/** How many recovery codes are left. */
export async function recoveryCodesLeft(read: Reading, personId: string): Promise<number> {
  const rows = await read
    .selectFrom('recovery_code')
    .select('digest')
    .where('person_id', '=', personId)
    .execute()
  return rows.length
}

/**
 * Uses up a code, of the authenticator or of recovery. Throws `invalid` at the field `code` where it is wrong or was
 * used before.
 */
export async function takeCode(writing: Writing, actor: Actor, code: string): Promise<void> {
  const personId = actor.personId ?? ''
  if (!(await hasSecondFactor(writing, personId)))
    throw new Refusal('not-found', 'Two-factor sign-in is not on.')
  if (await takeTotp(writing, personId, code, actor.at)) return
  const used = await writing
    .deleteFrom('recovery_code')
    .where('person_id', '=', personId)
    .where('digest', '=', digestOf(plainCode(code)))
    .returning('digest')
    .executeTakeFirst()
  if (used === undefined) throw wrongCode()
  await recordAct(writing, actor, personId, 'recovery-code-used')
}

/** Whether the code of an authenticator is right and newer than every one that was taken before. */
async function takeTotp(writing: Writing, personId: string, code: string, at: number): Promise<boolean> {
  const row = await factorOf(writing, personId)
  const token = code.replace(/\s/g, '')
  if (row === undefined || !/^\d{6}$/.test(token)) return false
  const secret = Secret.fromBase32(row.secret)
  const distance = TOTP.validate({ ...kind, token, secret, window, timestamp: at })
  if (distance === null) return false
  const step = Math.floor(at / 1000 / period) + distance
  const taken = await writing
    .updateTable('second_factor')
    .set({ used_step: step })
    .where('person_id', '=', personId)
    .where('used_step', '<', step)
    .returning('used_step')
    .executeTakeFirst()
  return taken !== undefined
}

function factorOf(read: Reading, personId: string) {
  return read.selectFrom('second_factor').selectAll().where('person_id', '=', personId).executeTakeFirst()
}

async function dropSecondFactor(writing: Writing, personId: string): Promise<void> {
  await writing.deleteFrom('second_factor').where('person_id', '=', personId).execute()
  await writing.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
}

async function makeRecoveryCodes(writing: Writing, personId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => {
    const text = new Secret({
      buffer: new Uint8Array(randomBytes(recoveryBytes)).buffer,
    }).base32.toLowerCase()
    return text.replace(/(.{4})(?=.)/g, '$1-')
  })
  await writing.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
  await writing
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ person_id: personId, digest: digestOf(plainCode(code)) })))
    .execute()
  return codes
}

/** As it is stored: however it was typed. */
function plainCode(code: string): string {
  return code.toLowerCase().replace(/[^a-z2-7]/g, '')
}

function wrongCode(): Refusal {
  const message = 'This code is not right, or was used before.'
  return new Refusal('invalid', message, { issues: [{ path: 'code', message }] })
}
