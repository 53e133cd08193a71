import { useEffect, useState } from 'preact/hooks'
import type { Rest } from '../../rest.ts'
import { t } from '../../texts/texts.ts'
import { Banner } from '../parts.tsx'
import type { Storage } from '../preferences.ts'
import { useModel } from '../use-model.ts'
import { PasswordField } from './password-field.tsx'
import type { SessionModel, SessionState } from './session-model.ts'
import { SignInCard } from './sign-in-card.tsx'
import { createSignInModel, type SignInModel } from './sign-in-model.ts'
import { CodeStep, ForgottenStep, LinkStep } from './sign-in-steps.tsx'

interface SignInProps {
  session: SessionModel
  state: SessionState
  storage: Storage
  rest: Rest
}

/** Where one comes in. What the address says went wrong before is said here. */
export function SignInPage({ session, state, storage, rest }: SignInProps) {
  const model = useModel(
    () => ({ ...createSignInModel(rest, signedIn), dispose: () => undefined }),
    'sign-in',
  )
  const step = model.step.value
  async function signedIn(): Promise<void> {
    // What the address said is over; a page somebody was on stays.
    if (/^\/console\/sign-in/.test(location.pathname) || location.search.includes('problem='))
      history.replaceState(null, '', '/console/')
    await session.load()
  }
  useEffect(() => {
    document.title = `${t().people.signIn.title} · Baton`
  }, [t()])
  useEffect(() => {
    if (state.name === 'signed-out') void model.load()
  }, [model, state.name])
  return (
    <SignInCard storage={storage}>
      {step.name === 'password' && <PasswordStep model={model} state={state} />}
      {step.name === 'code' && <CodeStep model={model} step={step} />}
      {step.name === 'forgotten' && <ForgottenStep model={model} step={step} />}
    </SignInCard>
  )
}

function PasswordStep({ model, state }: { model: SignInModel; state: SessionState }) {
  const words = t().people.signIn
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const openId = model.ways.value?.openId
  const told = toldByAddress()
  function submit(event: Event): void {
    event.preventDefault()
    void model.password(email, password)
  }
  return (
    <>
      <h1>{words.title}</h1>
      {state.name === 'unreachable' && (
        <Banner tone="risk">
          {words.unreachable} {words.unreachableHelp}
        </Banner>
      )}
      {told !== undefined && <Banner tone="waiting">{told}</Banner>}
      <form class="sign-in-form" onSubmit={submit}>
        <label class="field">
          <span>{words.email}</span>
          <input
            class="input"
            type="email"
            name="email"
            autocomplete="username"
            autocapitalize="off"
            spellcheck={false}
            maxLength={200}
            required
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </label>
        <PasswordField
          label={words.password}
          kind="current-password"
          value={password}
          onValue={setPassword}
          problem={model.problem.value}
        />
        <button class="button button-primary" type="submit" disabled={model.isBusy.value}>
          {words.submit}
        </button>
        <button type="button" class="link" onClick={() => model.go({ name: 'forgotten' })}>
          {words.forgotten}
        </button>
      </form>
      {openId !== undefined && (
        <>
          <p class="sign-in-or">{words.or}</p>
          <a class="button" href="/console/open-id/start">
            {words.openId(openId)}
          </a>
        </>
      )}
      <LinkStep model={model} />
    </>
  )
}

/** Why somebody was sent back here. */
function toldByAddress(): string | undefined {
  const words = t().people.signIn
  const search = new URLSearchParams(location.search)
  if (location.pathname === '/console/sign-in' && search.has('token')) return words.linkExpired
  const problem = search.get('problem') ?? ''
  return Object.hasOwn(words.problems, problem)
    ? words.problems[problem as keyof typeof words.problems]
    : undefined
}
