import { ChevronLeft } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { AccountView } from '#shared/account.ts'
import type { FailureResult } from '#shared/result.ts'
import { type AccountModel, createAccountModel } from '../../account/account-model.ts'
import { ActList, Section, SessionList } from '../../account/lists.tsx'
import { TokenSection } from '../../account/token-section.tsx'
import { useDesk } from '../../shell/desk-context.ts'
import { Badge, Banner, Empty, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { PersonActions } from './person-actions.tsx'
import { PersonForm } from './person-form.tsx'
import { refusalText } from './words.ts'

/** One person as an administrator sees them. */
export function PersonPage({ id }: { id: string }) {
  const { rest } = useDesk()
  const model = useModel(() => createAccountModel(() => rest.person(id)), id)
  const words = t().people.admin
  const view = model.view.value
  const failure = model.failure.value
  useEffect(() => {
    void model.load()
  }, [model])
  useEffect(() => {
    document.title = `${view?.account.name ?? words.title} · Baton`
  }, [words, view?.account.name])
  if (failure?.error === 'not-found') {
    return (
      <main class="page">
        <Empty title={words.gone}>
          <a class="button" href="/console/people">
            {words.goneAction}
          </a>
        </Empty>
      </main>
    )
  }
  return (
    <main class="page">
      {view === undefined && failure !== undefined && <LoadFailure failure={failure} onRetry={model.load} />}
      {view === undefined && failure === undefined && <Skeleton rows={8} />}
      {view !== undefined && <Details model={model} view={view} />}
    </main>
  )
}

function Details({ model, view }: { model: AccountModel; view: AccountView }) {
  const { rest, person } = useDesk()
  const { account: own, admin: words } = t().people
  const { account } = view
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  return (
    <>
      <header class="page-head">
        <a class="icon-button" href="/console/people" aria-label={words.goneAction} title={words.goneAction}>
          <ChevronLeft size={16} />
        </a>
        <h1>{account.name}</h1>
        {account.id === person.id && <Badge>{words.you}</Badge>}
        {account.disabledAt !== undefined && <Badge tone="risk">{words.disabled}</Badge>}
      </header>
      <div class="page-body account-body">
        {failure !== undefined && <Banner tone="risk">{refusalText(failure, account)}</Banner>}
        <PersonForm key={`${account.role}${account.email}${account.name}`} model={model} account={account} />
        <PersonActions model={model} view={view} onFailure={setFailure} />
        <Section title={words.sessionsTitle}>
          {view.sessions.length === 0 ? (
            <p class="quiet">{words.sessionsNone}</p>
          ) : (
            <SessionList sessions={view.sessions} />
          )}
        </Section>
        <TokenSection
          tokens={view.tokens}
          onRevoke={(token) => model.change(rest.revokeTokenOf(account.id, token))}
        />
        <Section title={own.actsTitle}>
          <ActList acts={view.acts} />
        </Section>
      </div>
    </>
  )
}
