import { randomBytes } from 'node:crypto'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { type PasswordProblem, passwordBounds, passwordProblem } from '#shared/password.ts'
import { Refusal } from '../refusal.ts'

/** What a hash costs: `memoryCost` in KiB, `timeCost` in passes. */
export interface HashParameters {
  memoryCost: number
  timeCost: number
  parallelism: number
}

/**
 * argon2id with 19 MiB, two passes and one thread: the first recommendation of the OWASP Password Storage Cheat Sheet
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
 */
export const hashParameters: HashParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Both are work of some 20 ms and 19 MiB. */
export interface HashWork {
  hash(password: string, parameters: HashParameters): Promise<string>
  verify(hashed: string, password: string): Promise<boolean>
}

export interface Passwords {
  hash(password: string): Promise<string>
  /**
   * Whether a password is right. Without a hash the same work is done, and the answer is no: how long it takes tells
   * nobody who has an account. `outdated`: right, and its hash has other parameters than a new one would.
   */
  check(hashed: string | null | undefined, password: string): Promise<'right' | 'outdated' | 'wrong'>
}

/** Hashes under way at once: they share the threads with files and name look-ups. */
const mostAtOnce = 2
/** Those who wait behind them; more are refused rather than kept for seconds. */
const mostWaiting = 100

export function openPasswords(work: HashWork = { hash, verify }, parameters = hashParameters): Passwords {
  const inTurn = openTurns()
  let decoy: Promise<string> | undefined

  return {
    hash: (password) => inTurn(() => work.hash(asHashed(password), parameters)),
    async check(hashed, password) {
      // Made at the first check of all, whoever it is for.
      decoy ??= inTurn(() => work.hash(randomBytes(16).toString('base64'), parameters))
      const unknown = await decoy.catch((reason) => {
        decoy = undefined
        throw reason
      })
      const isRight = await inTurn(() => work.verify(hashed ?? unknown, asHashed(password)))
      if (!isRight || hashed === null || hashed === undefined) return 'wrong'
      return isCurrent(hashed, parameters) ? 'right' : 'outdated'
    },
  }
}

/** The same letters typed on another computer may be other code points. */
function asHashed(password: string): string {
  return password.normalize('NFKC')
}

function isCurrent(hashed: string, parameters: HashParameters): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(hashed)
  return (
    hashed.startsWith('$argon2id$') &&
    memoryCost === parameters.memoryCost &&
    timeCost === parameters.timeCost &&
    parallelism === parameters.parallelism
  )
}

function openTurns() {
  let running = 0
  const waiting: (() => void)[] = []
  return async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (running >= mostAtOnce) {
      if (waiting.length >= mostWaiting)
        throw new Refusal('unavailable', 'Too many people are signing in at once. Try again in a moment.')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}

const sentences: Record<PasswordProblem, string> = {
  short: `A password has at least ${passwordBounds.shortest} characters.`,
  long: `A password has at most ${passwordBounds.longest} characters.`,
  common: 'This password is among the first that are guessed.',
  own: 'A password does not hold your own name or address.',
}

/** Throws `invalid`, at the field `password`, where this person may not have this password. */
export function refuseWeakPassword(password: string, person: { name: string; email: string }): void {
  const problem = passwordProblem(password, person)
  if (problem === undefined) return
  const message = sentences[problem]
  throw new Refusal('invalid', message, { issues: [{ path: 'password', message }] })
}
