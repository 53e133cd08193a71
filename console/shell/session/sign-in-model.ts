import { batch, signal } from '@preact/signals'
import type { SignInWays } from '#shared/account.ts'
import type { FailureResult } from '#shared/result.ts'
import type { Rest } from '../../rest.ts'
import { failureText, language, t } from '../../texts/texts.ts'

export type SignInStep =
  | { name: 'password' }
  | { name: 'code'; ticket: string; recovery: boolean }
  | { name: 'forgotten'; sentTo?: string }

export type SignInModel = ReturnType<typeof createSignInModel>

/** The ways to a session, step by step. `signedIn` is told once there is one. */
export function createSignInModel(
  rest: Pick<Rest, 'signInWays' | 'signInWithPassword' | 'signInWithCode' | 'forgotPassword' | 'signIn'>,
  signedIn: () => Promise<void>,
) {
  const ways = signal<SignInWays | undefined>(undefined)
  const step = signal<SignInStep>({ name: 'password' })
  const problem = signal<string | undefined>(undefined)
  const isBusy = signal(false)

  async function load(): Promise<void> {
    const result = await rest.signInWays()
    if (result.ok) ways.value = result
  }

  /** Runs one request at a time; `wrong` is what `unauthenticated` means here. */
  async function attempt<Answer>(
    request: Promise<({ ok: true } & Answer) | FailureResult>,
    wrong: string,
  ): Promise<({ ok: true } & Answer) | undefined> {
    batch(() => {
      isBusy.value = true
      problem.value = undefined
    })
    const result = await request
    batch(() => {
      isBusy.value = false
      if (!result.ok) problem.value = problemText(result, wrong)
    })
    return result.ok ? result : undefined
  }

  return {
    ...{ ways, step, problem, isBusy, load },
    go(next: SignInStep): void {
      batch(() => {
        step.value = next
        problem.value = undefined
      })
    },
    async password(email: string, password: string): Promise<void> {
      const answer = await attempt(rest.signInWithPassword(email.trim(), password), t().people.signIn.wrong)
      if (answer === undefined) return
      if (answer.ticket === undefined) await signedIn()
      else step.value = { name: 'code', ticket: answer.ticket, recovery: false }
    },
    async code(code: string): Promise<void> {
      if (step.value.name !== 'code') return
      const { ticket } = step.value
      const answer = await attempt(rest.signInWithCode(ticket, code), t().people.code.expired)
      if (answer !== undefined) await signedIn()
    },
    async forgot(email: string): Promise<void> {
      const answer = await attempt(rest.forgotPassword(email.trim(), language.value), '')
      if (answer !== undefined) step.value = { name: 'forgotten', sentTo: email.trim() }
    },
    async link(pasted: string): Promise<void> {
      const answer = await attempt(rest.signIn(tokenIn(pasted)), t().people.signIn.linkWrong)
      if (answer !== undefined) await signedIn()
    },
  }
}

/** What is wrong, for the field it is about. */
export function problemText(failure: FailureResult, wrong: string): string {
  const { signIn, code } = t().people
  if (failure.error === 'unauthenticated') return wrong
  if (failure.error === 'rate-limited' && (failure.retryAfter ?? 0) > 90)
    return signIn.tooMany(String(Math.ceil((failure.retryAfter ?? 0) / 60)))
  if (failure.issues?.[0]?.path === 'code') return code.wrong
  return failureText(failure)
}

/** People paste the whole link; the token is its `token` parameter. */
export function tokenIn(pasted: string): string {
  const text = pasted.trim()
  return URL.parse(text)?.searchParams.get('token') ?? text
}
