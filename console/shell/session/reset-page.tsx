import { useEffect, useState } from 'preact/hooks'
import { passwordProblem } from '#shared/password.ts'
import type { FailureResult } from '#shared/result.ts'
import type { Rest } from '../../rest.ts'
import { t } from '../../texts/texts.ts'
import { Banner, LoadFailure, Skeleton } from '../parts.tsx'
import type { Storage } from '../preferences.ts'
import { Gone } from './invitation-page.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { SignInCard } from './sign-in-card.tsx'
import { problemText } from './sign-in-model.ts'

/** Where a link to a new password leads. It signs nobody in. */
export function ResetPage({ token, rest, storage }: { token: string; rest: Rest; storage: Storage }) {
  const words = t().people.reset
  const [person, setPerson] = useState<{ name: string; email: string } | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const [isDone, setDone] = useState(false)
  async function load(): Promise<void> {
    const result = await rest.lookAtReset(token)
    setFailure(result.ok ? undefined : result)
    if (result.ok) setPerson(result)
  }
  useEffect(() => {
    void load()
  }, [token])
  useEffect(() => {
    document.title = `${words.title} · Baton`
  }, [words])
  const isGone = failure && ['not-found', 'invalid'].includes(failure.error)
  return (
    <SignInCard storage={storage}>
      {isDone && <Gone title={words.done} help={words.doneHelp} action={words.doneAction} />}
      {!isDone && isGone && (
        <Gone title={words.gone} help={words.goneHelp} action={t().people.invitation.goneAction} />
      )}
      {!isDone && failure && !isGone && <LoadFailure failure={failure} onRetry={load} />}
      {!failure && !person && <Skeleton rows={2} />}
      {!isDone && !failure && person && (
        <Choose {...{ person, token, rest, onDone: () => setDone(true), onGone: setFailure }} />
      )}
    </SignInCard>
  )
}

function Choose(props: {
  person: { name: string; email: string }
  token: string
  rest: Rest
  onDone: () => void
  onGone: (failure: FailureResult) => void
}) {
  const { person, token, rest, onDone, onGone } = props
  const words = t().people.reset
  const [password, setPassword] = useState('')
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (passwordProblem(password, person) !== undefined) return
    setBusy(true)
    const result = await rest.resetPassword(token, password)
    setBusy(false)
    if (result.ok) onDone()
    else if (result.error === 'not-found') onGone(result)
    else setProblem(problemText(result, ''))
  }
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.help(person.email)}</p>
      {problem !== undefined && <Banner tone="risk">{problem}</Banner>}
      <form class="sign-in-form" onSubmit={submit}>
        {/* A password manager keeps the new password under this address. */}
        <input type="email" autocomplete="username" readOnly hidden value={person.email} />
        <NewPasswordField
          label={t().people.account.fresh}
          value={password}
          onValue={setPassword}
          {...{ person, wasTried }}
        />
        <button class="button button-primary" type="submit" disabled={isBusy}>
          {words.submit}
        </button>
      </form>
    </>
  )
}
