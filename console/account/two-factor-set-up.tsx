import { useState } from 'preact/hooks'
import type { FailureResult } from '#shared/result.ts'
import { useDesk } from '../shell/desk-context.ts'
import { Dialog } from '../shell/dialog.tsx'
import { PasswordField } from '../shell/session/password-field.tsx'
import { problemText } from '../shell/session/sign-in-model.ts'
import { CodeField } from '../shell/session/sign-in-steps.tsx'
import { t } from '../texts/texts.ts'
import type { AccountModel } from './account-model.ts'
import { QrCode } from './qr-code.tsx'

/** First the password, then the secret and a first code. */
export function TwoFactorSetUp(props: {
  model: AccountModel
  onClose: () => void
  onCodes: (codes: string[]) => void
}) {
  const { model, onClose, onCodes } = props
  const { rest } = useDesk()
  const words = t().people.account
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [begun, setBegun] = useState<{ secret: string; address: string } | undefined>(undefined)
  async function begin(event: Event): Promise<void> {
    event.preventDefault()
    const result = await rest.beginTwoFactor(password)
    if (result.ok) return setBegun(result)
    setProblem(result.issues?.[0]?.path === 'password' ? words.currentWrong : problemText(result, ''))
  }
  if (begun === undefined) {
    return (
      <Dialog title={words.twoFactorTitle} onClose={onClose}>
        <form onSubmit={begin}>
          <PasswordField
            label={words.confirmPassword}
            kind="current-password"
            value={password}
            onValue={setPassword}
            problem={problem}
            autofocus
          />
          <div class="dialog-foot">
            <button type="button" class="button" onClick={onClose}>
              {t().common.cancel}
            </button>
            <button type="submit" class="button button-primary">
              {words.next}
            </button>
          </div>
        </form>
      </Dialog>
    )
  }
  return (
    <Dialog title={words.scanTitle} onClose={onClose}>
      <div class="dialog-body">
        <QrCode text={begun.address} label={words.qr} />
        <p class="quiet">
          {words.scanHelp} <code class="account-secret">{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        <CodeForm
          {...{ label: words.scanCode, action: words.confirm, onClose }}
          onCode={(code) => model.change(rest.confirmTwoFactor(code))}
          onDone={({ recoveryCodes }) => onCodes(recoveryCodes)}
        />
      </div>
    </Dialog>
  )
}

/** Asks for a code and does something with it; what is wrong with it stands under it. */
export function CodeForm<Answer extends { ok: true }>(props: {
  help?: string
  label: string
  action: string
  isRisk?: boolean
  onCode: (code: string) => Promise<Answer | FailureResult>
  onDone: (answer: Answer) => void
  onClose: () => void
}) {
  const { help, label, action, isRisk = false, onCode, onDone, onClose } = props
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [isBusy, setBusy] = useState(false)
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    const result = await onCode(code)
    setBusy(false)
    setProblem(result.ok ? undefined : problemText(result, ''))
    if (result.ok) onDone(result)
  }
  return (
    <form onSubmit={submit}>
      <CodeField {...{ label, help, problem, code, onCode: setCode }} />
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t().common.cancel}
        </button>
        <button
          type="submit"
          class={isRisk ? 'button button-risk' : 'button button-primary'}
          disabled={isBusy || code.trim() === ''}
        >
          {action}
        </button>
      </div>
    </form>
  )
}
