import { useState } from 'preact/hooks'
import type { TokenRow } from '#shared/account.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import { CopyLine } from '../shell/copy-line.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { Field } from '../shell/fields.tsx'
import { Banner } from '../shell/parts.tsx'
import { failureText, t } from '../texts/texts.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { Section, TokenList } from './lists.tsx'

interface TokenSectionProps {
  tokens: TokenRow[]
  /** Absent where the tokens are somebody else's: nobody makes one for another. */
  onMake?: (name: string) => Promise<Result<{ token: string }>>
  onRevoke: (id: string) => Promise<Result<object>>
}

export function TokenSection({ tokens, onMake, onRevoke }: TokenSectionProps) {
  const words = t().people.account
  const [isMaking, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<TokenRow | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  async function revoke(id: string): Promise<void> {
    const result = await onRevoke(id)
    setRevoking(undefined)
    setFailure(result.ok || result.error === 'not-found' ? undefined : result)
  }
  return (
    <Section title={words.tokensTitle}>
      {onMake !== undefined && <p class="quiet">{words.tokensHelp}</p>}
      {failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
      {tokens.length === 0 ? (
        <p class="quiet">{onMake === undefined ? t().people.admin.tokensNone : words.tokensEmpty}</p>
      ) : (
        <TokenList tokens={tokens} onRevoke={setRevoking} />
      )}
      {onMake !== undefined && (
        <p>
          <button type="button" class="button" onClick={() => setMaking(true)}>
            {words.tokenMake}
          </button>
        </p>
      )}
      {isMaking && onMake !== undefined && <TokenDialog onMake={onMake} onClose={() => setMaking(false)} />}
      {revoking !== undefined && (
        <ConfirmDialog
          {...{ title: words.revokeAsk, help: words.revokeHelp, action: words.revoke }}
          onConfirm={() => revoke(revoking.id)}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </Section>
  )
}

function TokenDialog({
  onMake,
  onClose,
}: Required<Pick<TokenSectionProps, 'onMake'>> & { onClose: () => void }) {
  const words = t().people.account
  const [name, setName] = useState('')
  const [token, setToken] = useState<string | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  async function make(event: Event): Promise<void> {
    event.preventDefault()
    const result = await onMake(name.trim())
    setFailure(result.ok ? undefined : result)
    if (result.ok) setToken(result.token)
  }
  return (
    <Dialog title={words.tokenMake} onClose={onClose}>
      {token === undefined ? (
        <form onSubmit={make}>
          {failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
          <Field label={words.tokenName}>
            {(control) => (
              <input
                {...control}
                class="input"
                autocomplete="off"
                maxLength={100}
                autofocus
                required
                value={name}
                onInput={(event) => setName(event.currentTarget.value)}
              />
            )}
          </Field>
          <div class="dialog-foot">
            <button type="button" class="button" onClick={onClose}>
              {t().common.cancel}
            </button>
            <button type="submit" class="button button-primary" disabled={name.trim() === ''}>
              {words.tokenMake}
            </button>
          </div>
        </form>
      ) : (
        <div class="dialog-body">
          <p>{words.tokenShown}</p>
          <CopyLine label={words.token} text={token} />
          <div class="dialog-foot">
            <button type="button" class="button button-primary" onClick={onClose}>
              {words.done}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  )
}
