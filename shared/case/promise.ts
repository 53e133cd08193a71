import { cut } from './known-fact.ts'

/**
 * Where a promise stands. `suggested`: read in an agent's message, and nobody has said yet that it was one. `broken`:
 * its time passed; it can still be kept, late.
 */
export type PromiseState = 'suggested' | 'open' | 'kept' | 'broken' | 'dropped'

/** `warn` changes no state: it says that people were told in time. */
export const promiseChanges = ['suggest', 'make', 'warn', 'keep', 'break', 'drop'] as const
export type PromiseChange = (typeof promiseChanges)[number]

/**
 * What was promised: `reply` – that a person answers, which their first message keeps; `deed` – anything else, which
 * only a person can call done, for nothing else knows.
 */
export type PromiseSubject = 'reply' | 'deed'

export interface CasePromise {
  id: string
  subject: PromiseSubject
  /** For people, in the words of whoever made it; '' where the subject says all. */
  text: string
  by: 'assistant' | 'agent'
  /** The agent who made it. */
  person?: string | undefined
  /** The message it was read in. */
  messageId?: string | undefined
  /** The times that a suggested one names, as `promisesIn` has them; {@link dueOf} makes a time of them. */
  named?: string[] | undefined
  /** Milliseconds since 1970; a suggested one has none yet. */
  dueAt?: number | undefined
  state: PromiseState
  /** Of the event that brought it. */
  seq: number
  madeAt: number
  warnedAt?: number | undefined
  /** When it was kept, broken or dropped, and who said so. */
  endedAt?: number | undefined
  endedBy?: string | undefined
}

/** One change of a promise, as the log has it. `suggest` and `make` carry what is new. */
export interface PromiseUpdate
  extends Partial<Pick<CasePromise, 'subject' | 'text' | 'by' | 'messageId' | 'named' | 'dueAt'>> {
  id: string
  change: PromiseChange
}

/** The most promises of one conversation; ended ones go first (invariant 15). */
export const mostPromises = 20
/** In UTF-16 units. */
export const longestPromise = 300

/** The state a change leads to, or `undefined` where the change is not possible any more. `undefined` before is none. */
export function promiseAfter(
  state: PromiseState | undefined,
  change: PromiseChange,
): PromiseState | undefined {
  switch (change) {
    case 'suggest':
      return state === undefined ? 'suggested' : undefined
    case 'make':
      return state === undefined || state === 'suggested' ? 'open' : undefined
    case 'warn':
      return state === 'open' ? 'open' : undefined
    case 'keep':
      return state === 'open' || state === 'broken' ? 'kept' : undefined
    case 'break':
      return state === 'open' ? 'broken' : undefined
    case 'drop':
      return state === 'suggested' || state === 'open' || state === 'broken' ? 'dropped' : undefined
    default:
      return unreachable(change)
  }
}

/** The promises after one change; a change that is not possible any more changes nothing. */
export function withPromise(
  promises: readonly CasePromise[],
  update: PromiseUpdate,
  origin: { seq: number; at: number; person?: string | undefined },
): CasePromise[] {
  const known = promises.find((each) => each.id === update.id)
  const state = promiseAfter(known?.state, update.change)
  if (state === undefined) return [...promises]
  const { seq, at, person } = origin
  const before: CasePromise = known ?? {
    id: update.id,
    subject: update.subject ?? 'deed',
    text: '',
    by: update.by ?? 'assistant',
    state,
    seq,
    madeAt: at,
    ...(person !== undefined && { person }),
  }
  const hasEnded = state === 'kept' || state === 'broken' || state === 'dropped'
  const next: CasePromise = {
    ...before,
    ...(update.text !== undefined && { text: cut(update.text, longestPromise) }),
    ...(update.messageId !== undefined && { messageId: update.messageId }),
    ...(update.named !== undefined && { named: update.named.slice(0, 6) }),
    ...(update.dueAt !== undefined && { dueAt: update.dueAt }),
    state,
    ...(update.change === 'warn' && { warnedAt: at }),
    ...(hasEnded && { endedAt: at, ...(person !== undefined && { endedBy: person }) }),
  }
  if (known) return promises.map((each) => (each === known ? next : each))
  return withRoom([...promises, next])
}

/** The promises that still bind, soonest due first. */
export function openPromises(promises: readonly CasePromise[]): CasePromise[] {
  return promises
    .filter(({ state }) => state === 'open')
    .sort((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0))
}

function withRoom(promises: CasePromise[]): CasePromise[] {
  if (promises.length <= mostPromises) return promises
  const order = ['dropped', 'kept', 'suggested', 'broken'] as const
  const least = order.flatMap((state) => promises.find((each) => each.state === state) ?? [])[0]
  return promises.filter((each) => each !== (least ?? promises.at(-1)))
}

function unreachable(value: never): never {
  throw new TypeError(`unknown change of a promise ${String(value)}`)
}
