import '../../trainer/trainer.css'
import '../../account/account.css'
import './people.css'
import { UserPlus } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { PersonAccount } from '#shared/account.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { number } from '../../shell/format.ts'
import { Badge, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { InvitationList } from './invitation-list.tsx'
import { InviteDialog, LinkDialog } from './invite-dialog.tsx'
import { createPeopleModel } from './people-model.ts'
import { PersonPage } from './person-page.tsx'
import { seen } from './words.ts'

/** The people of a workspace, or one of them. */
export function PeoplePage() {
  const { path } = useLocation()
  const id = decodeURIComponent(/^\/console\/people\/([^/]+)/.exec(path)?.[1] ?? '')
  return id === '' ? <PeopleList /> : <PersonPage key={id} id={id} />
}

function PeopleList() {
  const { rest } = useDesk()
  const model = useModel(() => createPeopleModel(rest), 'people')
  const words = t().people.admin
  const [isInviting, setInviting] = useState(false)
  const [made, setMade] = useState<{ name: string; link: string } | undefined>(undefined)
  useEffect(() => {
    void model.load()
  }, [model])
  useEffect(() => {
    document.title = `${words.title} · Baton`
  }, [words])
  const accounts = model.accounts.value
  if (accounts === undefined) {
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
        <span class="quiet">{number(accounts.length)}</span>
        <span class="detail-actions">
          <button type="button" class="button button-primary" onClick={() => setInviting(true)}>
            <UserPlus size={14} />
            {words.invite}
          </button>
        </span>
      </header>
      <div class="page-body">
        <InvitationList model={model} onLink={setMade} />
        <Table accounts={accounts} />
      </div>
      {isInviting && (
        <InviteDialog
          model={model}
          onClose={() => setInviting(false)}
          onLink={(link) => {
            setInviting(false)
            setMade(link)
          }}
        />
      )}
      {made !== undefined && (
        <LinkDialog
          title={words.linkTitle(made.name)}
          help={words.linkHelp}
          label={words.link}
          link={made.link}
          onClose={() => setMade(undefined)}
        />
      )}
    </main>
  )
}

function Table({ accounts }: { accounts: readonly PersonAccount[] }) {
  const { person } = useDesk()
  const { admin: words } = t().people
  return (
    <table class="table people-table">
      <thead>
        <tr>
          <th scope="col">{words.columns.name}</th>
          <th scope="col">{words.columns.role}</th>
          <th scope="col">{words.columns.twoFactor}</th>
          <th scope="col">{words.columns.seen}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id} class={account.disabledAt === undefined ? undefined : 'people-disabled'}>
            <td>
              <a class="people-name" href={`/console/people/${encodeURIComponent(account.id)}`}>
                {account.name}
              </a>{' '}
              {account.id === person.id && <Badge>{words.you}</Badge>}
              {account.disabledAt !== undefined && <Badge tone="risk">{words.disabled}</Badge>}
              <small>{account.email}</small>
            </td>
            <td>{t().roles[account.role]}</td>
            <td>{account.twoFactor ? <Badge tone="person">{words.on}</Badge> : words.off}</td>
            <td class="quiet nowrap">{seen(account.seenAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
