import {
  AtSign,
  BookOpen,
  CircleAlert,
  Headset,
  Inbox,
  MessageSquareText,
  PackageCheck,
  Radar,
  Scale,
  Store,
  Tags,
  Users,
} from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { may, type Permission } from '#shared/people.ts'
import { t } from '../texts/texts.ts'
import { AccountMenu } from './account-menu.tsx'
import { useDesk } from './desk-context.ts'
import { number } from './format.ts'
import { Mark } from './parts.tsx'

/** The pages of the desk, for whoever may open them. */
export const pages = [
  { path: '/console/', name: 'inbox', Icon: Inbox, needs: 'conversations' },
  { path: '/console/floor', name: 'floor', Icon: Radar, needs: 'floor' },
  { path: '/console/mentions', name: 'mentions', Icon: AtSign, needs: 'conversations' },
  { path: '/console/replies', name: 'replies', Icon: MessageSquareText, needs: 'conversations' },
  { path: '/console/defects', name: 'defects', Icon: CircleAlert, needs: 'defects' },
  { path: '/console/knowledge', name: 'knowledge', Icon: BookOpen, needs: 'knowledge:read' },
  { path: '/console/releases', name: 'releases', Icon: PackageCheck, needs: 'releases' },
  { path: '/console/responsibilities', name: 'responsibilities', Icon: Scale, needs: 'responsibilities' },
  { path: '/console/tags', name: 'tags', Icon: Tags, needs: 'tags' },
  { path: '/console/sites', name: 'sites', Icon: Store, needs: 'sites' },
  { path: '/console/teams', name: 'teams', Icon: Headset, needs: 'people' },
  { path: '/console/people', name: 'people', Icon: Users, needs: 'people' },
] as const satisfies readonly { path: string; name: string; Icon: unknown; needs: Permission }[]

/** Addresses that belong to a page with another one. */
const parts: Record<string, string> = {
  '/console/macros': '/console/replies',
  '/console': '/console/',
  '/console/synonyms': '/console/knowledge',
  '/console/blocked': '/console/tags',
}

export function Navigation({ onShortcuts }: { onShortcuts: () => void }) {
  const desk = useDesk()
  const { path } = useLocation()
  const here =
    ['/console/sites', '/console/teams', '/console/people'].find((each) => path.startsWith(`${each}/`)) ??
    parts[path] ??
    path
  return (
    <nav class="navigation" aria-label={t().shell.pages}>
      <div class="workspace">
        <Mark size={24} />
        <span>{desk.workspace.name}</span>
      </div>
      <ul>
        {pages
          .filter((page) => may(desk.person.role, page.needs))
          .map(({ path: address, name, Icon }) => (
            <li key={name} class={name === 'replies' ? 'only-wide' : undefined}>
              <a href={address} aria-current={here === address ? 'page' : undefined} title={t().shell[name]}>
                <Icon size={18} />
                <span>{t().shell[name]}</span>
                {name === 'mentions' && <UnreadMentions />}
              </a>
            </li>
          ))}
      </ul>
      <AccountMenu onShortcuts={onShortcuts} />
    </nav>
  )
}

function UnreadMentions() {
  const unread = useDesk().tools.mentions.unread.value
  if (unread === 0) return null
  return (
    <small class="count count-waiting nav-count" title={t().tools.mentions.unread(number(unread))}>
      {number(unread)}
    </small>
  )
}
