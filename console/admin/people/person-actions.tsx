import { useState } from 'preact/hooks'
import type { AccountView } from '#shared/account.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { AccountModel } from '../../account/account-model.ts'
import { ConfirmDialog } from '../../account/confirm-dialog.tsx'
import { Section } from '../../account/lists.tsx'
import { useDesk } from '../../shell/desk-context.ts'
import { t } from '../../texts/texts.ts'
import { LinkDialog } from './invite-dialog.tsx'
import { seen } from './words.ts'

interface PersonActionsProps {
  model: AccountModel
  view: AccountView
  onFailure: (failure: FailureResult | undefined) => void
}

type Asking = 'two-factor' | 'sessions' | 'disable' | undefined

/** How a person signs in, and what an administrator can do about it. */
export function PersonActions({ model, view, onFailure }: PersonActionsProps) {
  const { rest } = useDesk()
  const words = t().people.admin
  const { account, sessions } = view
  const [asking, setAsking] = useState<Asking>(undefined)
  const [link, setLink] = useState<string | undefined>(undefined)
  const isDisabled = account.disabledAt !== undefined
  async function act(request: Promise<Result<object>>): Promise<void> {
    const result = await model.change(request)
    setAsking(undefined)
    onFailure(result.ok ? undefined : result)
    if (!result.ok) await model.load()
  }
  async function makeLink(): Promise<void> {
    const result = await model.change(rest.passwordLinkFor(account.id))
    onFailure(result.ok ? undefined : result)
    if (result.ok) setLink(result.link)
  }
  const questions = {
    'two-factor': {
      ...{ title: words.resetTwoFactorAsk(account.name), help: words.resetTwoFactorHelp },
      ...{ action: words.resetTwoFactor, request: () => rest.resetTwoFactorOf(account.id) },
    },
    sessions: {
      ...{ title: words.endSessionsAsk(account.name), help: words.endSessionsHelp },
      ...{ action: words.endSessions, request: () => rest.endSessionsOf(account.id) },
    },
    disable: {
      ...{ title: words.disableAsk(account.name), help: words.disableHelp },
      ...{ action: words.disable, request: () => rest.disablePerson(account.id) },
    },
  }
  const question = asking && questions[asking]
  return (
    <Section title={words.signInTitle}>
      <Facts view={view} />
      <div class="account-row">
        {!isDisabled && (
          <button type="button" class="button" onClick={() => void makeLink()}>
            {words.resetPassword}
          </button>
        )}
        {account.twoFactor && (
          <button type="button" class="button" onClick={() => setAsking('two-factor')}>
            {words.resetTwoFactor}
          </button>
        )}
        {sessions.length > 0 && (
          <button type="button" class="button" onClick={() => setAsking('sessions')}>
            {words.endSessions}
          </button>
        )}
        {isDisabled ? (
          <button type="button" class="button" onClick={() => void act(rest.enablePerson(account.id))}>
            {words.enable}
          </button>
        ) : (
          <button type="button" class="button button-risk" onClick={() => setAsking('disable')}>
            {words.disable}
          </button>
        )}
      </div>
      {question && (
        <ConfirmDialog
          {...{ title: question.title, help: question.help, action: question.action }}
          onConfirm={() => act(question.request())}
          onClose={() => setAsking(undefined)}
        />
      )}
      {link !== undefined && (
        <LinkDialog
          {...{
            title: words.linkTitle(account.name),
            help: words.passwordLinkHelp,
            label: words.passwordLink,
            link,
          }}
          onClose={() => setLink(undefined)}
        />
      )}
    </Section>
  )
}

function Facts({ view: { account } }: { view: AccountView }) {
  const words = t().people.admin
  const ways = [account.hasPassword && words.ways.password, account.openId && words.ways.openId].filter(
    Boolean,
  )
  return (
    <dl class="account-facts">
      <dt>{words.way}</dt>
      <dd>{ways.length === 0 ? words.ways.none : ways.join(' · ')}</dd>
      <dt>{words.columns.twoFactor}</dt>
      <dd>{account.twoFactor ? words.on : words.off}</dd>
      <dt>{words.columns.seen}</dt>
      <dd>{seen(account.seenAt)}</dd>
    </dl>
  )
}
