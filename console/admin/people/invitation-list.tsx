import { useState } from 'preact/hooks'
import type { Invitation } from '#shared/account.ts'
import type { FailureResult } from '#shared/result.ts'
import { ConfirmDialog } from '../../account/confirm-dialog.tsx'
import { useDesk } from '../../shell/desk-context.ts'
import { now, number, weekdayTime } from '../../shell/format.ts'
import { Badge, Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import type { PeopleModel } from './people-model.ts'

interface InvitationListProps {
  model: PeopleModel
  onLink: (made: { name: string; link: string }) => void
}

/** Invitations that nobody has accepted: sent anew, or taken back. */
export function InvitationList({ model, onLink }: InvitationListProps) {
  const { rest } = useDesk()
  const words = t().people.admin
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const [taking, setTaking] = useState<Invitation | undefined>(undefined)
  const invitations = model.invitations.value
  async function renew(invitation: Invitation, deliver: 'mail' | 'link'): Promise<void> {
    const result = await rest.renewInvitation(invitation.id, deliver)
    setFailure(result.ok ? undefined : result)
    if (result.ok && result.link !== undefined) onLink({ name: invitation.name, link: result.link })
    await model.load()
  }
  async function takeBack(invitation: Invitation): Promise<void> {
    const result = await rest.withdrawInvitation(invitation.id)
    setTaking(undefined)
    setFailure(result.ok || result.error === 'not-found' ? undefined : result)
    await model.load()
  }
  if (invitations.length === 0 && failure === undefined) return null
  return (
    <section class="people-invitations" aria-label={words.open(number(invitations.length))}>
      <h2>{words.open(number(invitations.length))}</h2>
      {failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
      <ul class="account-list">
        {invitations.map((invitation) => (
          <li key={invitation.id}>
            <span class="account-what">
              <strong>
                {invitation.name} <Badge>{t().roles[invitation.role]}</Badge>{' '}
                <State invitation={invitation} />
              </strong>
              <small>
                {invitation.email} · {words.sentBy(invitation.invitedBy, weekdayTime(invitation.at))}
              </small>
            </span>
            <span class="account-row">
              {model.hasMail.value && (
                <button type="button" class="button" onClick={() => void renew(invitation, 'mail')}>
                  {words.again}
                </button>
              )}
              <button type="button" class="button" onClick={() => void renew(invitation, 'link')}>
                {words.showLink}
              </button>
              <button type="button" class="button button-risk" onClick={() => setTaking(invitation)}>
                {words.takeBack}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {taking !== undefined && (
        <ConfirmDialog
          {...{ title: words.takeBackAsk(taking.name), help: words.takeBackHelp, action: words.takeBack }}
          onConfirm={() => takeBack(taking)}
          onClose={() => setTaking(undefined)}
        />
      )}
    </section>
  )
}

function State({ invitation }: { invitation: Invitation }) {
  const words = t().people.admin
  if (invitation.expiresAt <= now.value) return <Badge tone="risk">{words.expired}</Badge>
  return (
    <>
      {invitation.mail !== undefined && (
        <Badge tone={invitation.mail === 'failed' ? 'risk' : 'plain'}>{words.mails[invitation.mail]}</Badge>
      )}{' '}
      <small>{words.until(weekdayTime(invitation.expiresAt))}</small>
    </>
  )
}
