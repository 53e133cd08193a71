import { useState } from 'preact/hooks'
import type { PersonAccount } from '#shared/account.ts'
import { passwordProblem } from '#shared/password.ts'
import { useDesk } from '../shell/desk-context.ts'
import { Dialog } from '../shell/dialog.tsx'
import { Banner } from '../shell/parts.tsx'
import { NewPasswordField } from '../shell/session/new-password-field.tsx'
import { PasswordField } from '../shell/session/password-field.tsx'
import { problemText } from '../shell/session/sign-in-model.ts'
import { t } from '../texts/texts.ts'
import type { AccountModel } from './account-model.ts'
import { Section } from './lists.tsx'

/** Choosing a password, or another one. */
export function PasswordSection({ model, account }: { model: AccountModel; account: PersonAccount }) {
  const words = t().people.account
  const [isOpen, setOpen] = useState(false)
  const [isDone, setDone] = useState(false)
  return (
    <Section title={words.passwordTitle}>
      <p class="quiet">{account.hasPassword ? words.passwordHas : words.passwordNone}</p>
      {account.openId && <p class="quiet">{words.openId}</p>}
      {isDone && <Banner tone="person">{words.passwordDone}</Banner>}
      <p>
        <button type="button" class="button" onClick={() => setOpen(true)}>
          {account.hasPassword ? words.passwordChange : words.passwordSet}
        </button>
      </p>
      {isOpen && (
        <PasswordDialog
          {...{ model, account }}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false)
            setDone(true)
          }}
        />
      )}
    </Section>
  )
}

function PasswordDialog(props: {
  model: AccountModel
  account: PersonAccount
  onClose: () => void
  onDone: () => void
}) {
  const { model, account, onClose, onDone } = props
  const { rest } = useDesk()
  const words = t().people.account
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [wrong, setWrong] = useState(false)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  async function save(event: Event): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (passwordProblem(password, account) !== undefined) return
    setBusy(true)
    const result = await model.change(
      rest.changePassword(account.hasPassword ? { current, password } : { password }),
    )
    setBusy(false)
    const isWrong = !result.ok && result.issues?.[0]?.path === 'current'
    setWrong(isWrong)
    setProblem(result.ok || isWrong ? undefined : problemText(result, ''))
    if (result.ok) onDone()
  }
  return (
    <Dialog title={account.hasPassword ? words.passwordChange : words.passwordSet} onClose={onClose}>
      <form onSubmit={save}>
        {problem !== undefined && <Banner tone="risk">{problem}</Banner>}
        <input type="email" autocomplete="username" readOnly hidden value={account.email} />
        {account.hasPassword && (
          <PasswordField
            label={words.current}
            kind="current-password"
            value={current}
            onValue={setCurrent}
            problem={wrong ? words.currentWrong : undefined}
            autofocus
          />
        )}
        <NewPasswordField
          label={words.fresh}
          value={password}
          onValue={setPassword}
          person={account}
          wasTried={wasTried}
        />
        <p class="quiet">{words.passwordEnds}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {t().common.save}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
