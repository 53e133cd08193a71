import '../trainer/trainer.css'
import './account.css'
import { useEffect, useState } from 'preact/hooks'
import type { AccountView } from '#shared/account.ts'
import type { FailureResult } from '#shared/result.ts'
import { useDesk } from '../shell/desk-context.ts'
import { Banner, LoadFailure, Skeleton } from '../shell/parts.tsx'
import { useModel } from '../shell/use-model.ts'
import { failureText, t } from '../texts/texts.ts'
import { type AccountModel, createAccountModel } from './account-model.ts'
import { ActList, Section, SessionList } from './lists.tsx'
import { PasswordSection } from './password-section.tsx'
import { TokenSection } from './token-section.tsx'
import { TwoFactorSection } from './two-factor-section.tsx'

/** One's own account: how one signs in, where one is signed in, and one's tokens. */
export function AccountPage() {
  const { rest, person } = useDesk()
  const model = useModel(() => createAccountModel(rest.account), person.id)
  const words = t().people.account
  useEffect(() => {
    void model.load()
  }, [model, person.role])
  useEffect(() => {
    document.title = `${words.title} · Baton`
  }, [words])
  const view = model.view.value
  if (view === undefined) {
    return (
      <main class="page">
        {model.failure.value ? (
          <LoadFailure failure={model.failure.value} onRetry={model.load} />
        ) : (
          <Skeleton rows={8} />
        )}
      </main>
    )
  }
  return (
    <main class="page">
      <header class="page-head">
        <h1>{words.title}</h1>
        <span class="quiet">
          {view.account.name} · {view.account.email} · {t().roles[view.account.role]}
        </span>
      </header>
      <div class="page-body account-body">
        <PasswordSection model={model} account={view.account} />
        <TwoFactorSection model={model} view={view} />
        <OwnSessions model={model} view={view} />
        <TokenSection
          tokens={view.tokens}
          onMake={(name) => model.change(rest.createToken(name))}
          onRevoke={(id) => model.change(rest.revokeToken(id))}
        />
        <Section title={words.actsTitle}>
          <ActList acts={view.acts} />
        </Section>
      </div>
    </main>
  )
}

function OwnSessions({ model, view }: { model: AccountModel; view: AccountView }) {
  const { rest } = useDesk()
  const words = t().people.account
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const [isDone, setDone] = useState(false)
  async function end(id: string | undefined): Promise<void> {
    const result = await model.change(id === undefined ? rest.endOtherSessions() : rest.endSession(id))
    setFailure(result.ok || result.error === 'not-found' ? undefined : result)
    setDone(result.ok && id === undefined)
    if (!result.ok) await model.load()
  }
  return (
    <Section title={words.sessionsTitle}>
      <p class="quiet">{words.sessionsHelp}</p>
      {failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
      {isDone && <Banner tone="person">{words.endedOthers}</Banner>}
      <SessionList sessions={view.sessions} onEnd={(session) => void end(session.id)} />
      {view.sessions.length > 1 && (
        <p>
          <button type="button" class="button" onClick={() => void end(undefined)}>
            {words.endOthers}
          </button>
        </p>
      )}
    </Section>
  )
}
