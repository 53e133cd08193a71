import { useState } from 'preact/hooks'
import type { AccountView } from '#shared/account.ts'
import { useDesk } from '../shell/desk-context.ts'
import { Dialog } from '../shell/dialog.tsx'
import { number } from '../shell/format.ts'
import { Badge } from '../shell/parts.tsx'
import { t } from '../texts/texts.ts'
import type { AccountModel } from './account-model.ts'
import { Section } from './lists.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { CodeForm, TwoFactorSetUp } from './two-factor-set-up.tsx'

type Open = 'set-up' | 'turn-off' | 'renew' | { codes: string[] } | undefined

/** A code after the password: setting it up, its recovery codes, turning it off. */
export function TwoFactorSection({ model, view }: { model: AccountModel; view: AccountView }) {
  const { rest } = useDesk()
  const words = t().people.account
  const [open, setOpen] = useState<Open>(undefined)
  const { hasPassword, twoFactor } = view.account
  const close = () => setOpen(undefined)
  return (
    <Section title={words.twoFactorTitle}>
      <p class="quiet">
        <Badge tone={twoFactor ? 'person' : 'plain'}>{twoFactor ? words.on : words.off}</Badge>{' '}
        {hasPassword ? words.twoFactorHelp : words.twoFactorNeeds}
      </p>
      {twoFactor && <p class="quiet">{words.codesLeft(number(view.recoveryCodes ?? 0))}</p>}
      <p class="account-row">
        {!twoFactor && (
          <button type="button" class="button" disabled={!hasPassword} onClick={() => setOpen('set-up')}>
            {words.turnOn}
          </button>
        )}
        {twoFactor && (
          <>
            <button type="button" class="button" onClick={() => setOpen('renew')}>
              {words.codesRenew}
            </button>
            <button type="button" class="button button-risk" onClick={() => setOpen('turn-off')}>
              {words.turnOff}
            </button>
          </>
        )}
      </p>
      {open === 'set-up' && (
        <TwoFactorSetUp model={model} onClose={close} onCodes={(codes) => setOpen({ codes })} />
      )}
      {open === 'turn-off' && (
        <Dialog title={words.turnOff} onClose={close}>
          <CodeForm
            {...{ help: words.turnOffHelp, label: t().people.code.field, action: words.turnOff }}
            onCode={(code) => model.change(rest.removeTwoFactor(code))}
            onDone={close}
            onClose={close}
            isRisk
          />
        </Dialog>
      )}
      {open === 'renew' && (
        <Dialog title={words.codesRenew} onClose={close}>
          <CodeForm
            {...{ help: words.codesRenewHelp, label: t().people.code.field, action: words.codesRenew }}
            onCode={(code) => model.change(rest.renewRecoveryCodes(code))}
            onDone={({ recoveryCodes }) => setOpen({ codes: recoveryCodes })}
            onClose={close}
          />
        </Dialog>
      )}
      {typeof open === 'object' && <RecoveryCodes codes={open.codes} onClose={close} />}
    </Section>
  )
}
