import { useState } from 'preact/hooks'
import { t } from '../../texts/texts.ts'
import { Field } from '../fields.tsx'
import { Banner } from '../parts.tsx'
import type { SignInModel, SignInStep } from './sign-in-model.ts'

/** The code that is asked for after the password. */
export function CodeStep({
  model,
  step,
}: {
  model: SignInModel
  step: Extract<SignInStep, { name: 'code' }>
}) {
  const words = t().people.code
  const [code, setCode] = useState('')
  const { recovery } = step
  function submit(event: Event): void {
    event.preventDefault()
    void model.code(code).then(() => setCode(''))
  }
  function change(): void {
    setCode('')
    model.go({ ...step, recovery: !recovery })
  }
  return (
    <>
      <h1>{words.title}</h1>
      <form class="sign-in-form" key={String(recovery)} onSubmit={submit}>
        <CodeField
          label={recovery ? words.recoveryField : words.field}
          help={recovery ? words.recoveryHelp : words.help}
          {...{ recovery, code, onCode: setCode, problem: model.problem.value }}
        />
        <button
          class="button button-primary"
          type="submit"
          disabled={model.isBusy.value || code.trim() === ''}
        >
          {words.submit}
        </button>
        <button type="button" class="link" onClick={change}>
          {recovery ? words.useApp : words.useRecovery}
        </button>
        <button type="button" class="link" onClick={() => model.go({ name: 'password' })}>
          {t().people.signIn.back}
        </button>
      </form>
    </>
  )
}

/** Six figures, which telephones offer from a message or an authenticator; or a recovery code. */
export function CodeField(props: {
  label: string
  help?: string | undefined
  problem?: string | undefined
  recovery?: boolean
  code: string
  onCode: (code: string) => void
}) {
  const { label, help, problem, recovery = false, code, onCode } = props
  return (
    <Field label={label} help={help} problem={problem}>
      {(control) => (
        <input
          {...control}
          class="input code-input"
          name="code"
          inputMode={recovery ? 'text' : 'numeric'}
          autocomplete={recovery ? 'off' : 'one-time-code'}
          autocapitalize="off"
          spellcheck={false}
          maxLength={60}
          autofocus
          required
          value={code}
          onInput={(event) => onCode(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** A link to a new password by mail; whether anybody has the address is not said. */
export function ForgottenStep({
  model,
  step,
}: {
  model: SignInModel
  step: Extract<SignInStep, { name: 'forgotten' }>
}) {
  const words = t().people.forgotten
  const [email, setEmail] = useState('')
  const hasMail = model.ways.value?.mail === true
  function submit(event: Event): void {
    event.preventDefault()
    void model.forgot(email)
  }
  return (
    <>
      <h1>{words.title}</h1>
      {step.sentTo !== undefined && <Banner tone="person">{words.sent(step.sentTo)}</Banner>}
      {step.sentTo === undefined && !hasMail && <p>{words.noMail}</p>}
      {step.sentTo === undefined && hasMail && (
        <form class="sign-in-form" onSubmit={submit}>
          <Field label={t().people.signIn.email} help={words.help} problem={model.problem.value}>
            {(control) => (
              <input
                {...control}
                class="input"
                type="email"
                name="email"
                autocomplete="username"
                maxLength={200}
                autofocus
                required
                value={email}
                onInput={(event) => setEmail(event.currentTarget.value)}
              />
            )}
          </Field>
          <button class="button button-primary" type="submit" disabled={model.isBusy.value}>
            {words.submit}
          </button>
        </form>
      )}
      <button type="button" class="link" onClick={() => model.go({ name: 'password' })}>
        {t().people.signIn.back}
      </button>
    </>
  )
}

/** For a link that was copied rather than opened. */
export function LinkStep({ model }: { model: SignInModel }) {
  const words = t().people.signIn
  const [pasted, setPasted] = useState('')
  function submit(event: Event): void {
    event.preventDefault()
    void model.link(pasted)
  }
  return (
    <details class="sign-in-link">
      <summary>{words.haveLink}</summary>
      <form class="sign-in-form" onSubmit={submit}>
        <Field label={words.link} help={words.linkHelp}>
          {(control) => (
            <input
              {...control}
              class="input"
              autocomplete="off"
              spellcheck={false}
              maxLength={500}
              required
              value={pasted}
              onInput={(event) => setPasted(event.currentTarget.value)}
            />
          )}
        </Field>
        <button class="button" type="submit" disabled={model.isBusy.value}>
          {words.submit}
        </button>
      </form>
    </details>
  )
}
