import { useEffect, useState } from 'preact/hooks'
import type { InvitationView } from '#shared/account.ts'
import { passwordProblem } from '#shared/password.ts'
import type { FailureResult } from '#shared/result.ts'
import type { Rest } from '../../rest.ts'
import { t } from '../../texts/texts.ts'
import { Field } from '../fields.tsx'
import { Banner, LoadFailure, Skeleton } from '../parts.tsx'
import type { Storage } from '../preferences.ts'
import { NewPasswordField } from './new-password-field.tsx'
import { SignInCard } from './sign-in-card.tsx'
import { problemText } from './sign-in-model.ts'

interface LinkPageProps {
  /** What stands behind the # of the address. */
  token: string
  rest: Rest
  storage: Storage
  onDone: () => void
}

/** Where a link of an invitation leads: who one is here, and how one signs in. */
export function InvitationPage({ token, rest, storage, onDone }: LinkPageProps) {
  const [invitation, setInvitation] = useState<InvitationView | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const words = t().people.invitation
  async function load(): Promise<void> {
    const result = await rest.lookAtInvitation(token)
    setFailure(result.ok ? undefined : result)
    if (result.ok) setInvitation(result.invitation)
  }
  useEffect(() => {
    void load()
  }, [token])
  useEffect(() => {
    document.title = `${invitation ? words.title(invitation.workspace) : 'Baton'} · Baton`
  }, [words, invitation])
  return (
    <SignInCard storage={storage}>
      {failure && ['not-found', 'invalid'].includes(failure.error) && (
        <Gone title={words.gone} help={words.goneHelp} action={words.goneAction} />
      )}
      {failure && !['not-found', 'invalid'].includes(failure.error) && (
        <LoadFailure failure={failure} onRetry={load} />
      )}
      {!failure && !invitation && <Skeleton rows={3} />}
      {!failure && invitation && <Answer {...{ invitation, token, rest, onDone, onGone: setFailure }} />}
    </SignInCard>
  )
}

/** A link that leads nowhere any more. */
export function Gone({ title, help, action }: { title: string; help: string; action: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p>{help}</p>
      <a class="button" href="/console/">
        {action}
      </a>
    </>
  )
}

function Answer(props: {
  invitation: InvitationView
  token: string
  rest: Rest
  onDone: () => void
  onGone: (failure: FailureResult) => void
}) {
  const { invitation, token, rest, onDone, onGone } = props
  const words = t().people.invitation
  const [name, setName] = useState(invitation.name)
  const [password, setPassword] = useState('')
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [openId, setOpenId] = useState<string | undefined>(undefined)
  const person = { name, email: invitation.email }
  useEffect(() => {
    void rest.signInWays().then((ways) => setOpenId(ways.ok ? ways.openId : undefined))
  }, [])
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (passwordProblem(password, person) !== undefined) return
    setBusy(true)
    const result = await rest.acceptInvitation({ token, name: name.trim(), password })
    setBusy(false)
    if (result.ok) onDone()
    else if (result.error === 'not-found') onGone(result)
    else setProblem(problemText(result, ''))
  }
  return (
    <>
      <h1>{words.title(invitation.workspace)}</h1>
      <p>{words.help(invitation.invitedBy, t().roles[invitation.role])}</p>
      {problem !== undefined && <Banner tone="risk">{problem}</Banner>}
      <form class="sign-in-form" onSubmit={submit}>
        <label class="field">
          <span>{words.email}</span>
          <input class="input" type="email" autocomplete="username" readOnly value={invitation.email} />
        </label>
        <Field label={words.name} help={words.nameHelp}>
          {(control) => (
            <input
              {...control}
              class="input"
              autocomplete="name"
              maxLength={100}
              required
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <NewPasswordField
          label={t().people.choose.password}
          value={password}
          onValue={setPassword}
          {...{ person, wasTried }}
        />
        <button class="button button-primary" type="submit" disabled={isBusy || name.trim() === ''}>
          {words.submit}
        </button>
      </form>
      {openId !== undefined && (
        <>
          <p class="sign-in-or">{t().people.signIn.or}</p>
          <a class="button" href="/console/open-id/start">
            {t().people.signIn.openId(openId)}
          </a>
        </>
      )}
    </>
  )
}
