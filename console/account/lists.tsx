import type { ComponentChildren } from 'preact'
import type { PersonAct, SessionRow, TokenRow } from '#shared/account.ts'
import { deviceOf } from '#shared/device.ts'
import { type Role, roles } from '#shared/people.ts'
import { dateTime, duration, now, weekdayTime } from '../shell/format.ts'
import { Badge } from '../shell/parts.tsx'
import { t } from '../texts/texts.ts'

/** When it was noted that somebody is there is some minutes old; within them they are there now. */
const nearly = 6 * 60_000

/** A part of an account with its heading. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="account-section">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** Where somebody is signed in, each in words; `onEnd` where one of them can be ended. */
export function SessionList({
  sessions,
  onEnd,
}: {
  sessions: SessionRow[]
  onEnd?: (session: SessionRow) => void
}) {
  const words = t().people.account
  return (
    <ul class="account-list">
      {sessions.map((session) => (
        <li key={session.id}>
          <span class="account-what">
            <strong>
              {deviceName(session.device)} {session.current && <Badge tone="person">{words.current1}</Badge>}
            </strong>
            <small>
              {words.since(weekdayTime(session.createdAt))}
              {' · '}
              {session.seenAt !== undefined && now.value - session.seenAt > nearly
                ? words.seen(weekdayTime(session.seenAt))
                : words.seenNow}
            </small>
          </span>
          {onEnd !== undefined && !session.current && (
            <button type="button" class="button" onClick={() => onEnd(session)}>
              {words.end}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function deviceName(userAgent: string | undefined): string {
  const { browser, system } = deviceOf(userAgent)
  if (browser !== undefined && system !== undefined) return t().people.account.device(browser, system)
  return browser ?? system ?? t().people.account.deviceUnknown
}

export function TokenList({ tokens, onRevoke }: { tokens: TokenRow[]; onRevoke: (token: TokenRow) => void }) {
  const words = t().people.account
  return (
    <ul class="account-list">
      {tokens.map((token) => (
        <li key={token.id}>
          <span class="account-what">
            <strong>{token.name}</strong>
            <small>
              {token.seenAt === undefined ? words.tokenUnused : words.tokenUsed(weekdayTime(token.seenAt))}
              {' · '}
              {words.tokenUntil(dateTime(token.expiresAt))}
            </small>
          </span>
          <button type="button" class="button button-risk" onClick={() => onRevoke(token)}>
            {words.revoke}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What was done to an account: who, what, when. */
export function ActList({ acts }: { acts: PersonAct[] }) {
  if (acts.length === 0) return <p class="quiet">{t().people.account.actsEmpty}</p>
  return (
    <ol class="account-acts">
      {acts.map((act) => (
        <li key={act.id}>
          <time dateTime={new Date(act.at).toISOString()} title={duration(now.value - act.at)}>
            {dateTime(act.at)}
          </time>
          <span>
            <strong>{act.by}</strong> {actText(act)}
          </span>
        </li>
      ))}
    </ol>
  )
}

function actText({ act, from = '', to = '' }: PersonAct): string {
  const words = t().people.acts
  if (act === 'invited') return words.invited(roleName(to))
  if (act === 'role-changed') return words['role-changed'](roleName(from), roleName(to))
  if (act === 'edited') return words.edited(from, to)
  if (act === 'token-made') return words['token-made'](to)
  if (act === 'token-revoked') return words['token-revoked'](from)
  return words[act]
}

function roleName(role: string): string {
  return roles.includes(role as Role) ? t().roles[role as Role] : role
}
