import { BookOpen, CircleAlert, Inbox, PackageCheck, Scale, Store } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { may, type Permission } from '#shared/people.ts'
import { t } from '../texts/texts.ts'
import { AccountMenu } from './account-menu.tsx'
import { useDesk } from './desk-context.ts'
import { Mark } from './parts.tsx'

const pages = [
  { path: '/console/', name: 'inbox', Icon: Inbox, needs: 'conversations' },
  { path: '/console/defects', name: 'defects', Icon: CircleAlert, needs: 'defects' },
  { path: '/console/knowledge', name: 'knowledge', Icon: BookOpen, needs: 'knowledge:read' },
  { path: '/console/releases', name: 'releases', Icon: PackageCheck, needs: 'releases' },
  { path: '/console/responsibilities', name: 'responsibilities', Icon: Scale, needs: 'responsibilities' },
  { path: '/console/sites', name: 'sites', Icon: Store, needs: 'sites' },
] as const satisfies readonly { path: string; name: string; Icon: unknown; needs: Permission }[]

/** Addresses that belong to a page with another one. */
const parts: Record<string, string> = { '/console': '/console/', '/console/synonyms': '/console/knowledge' }

export function Navigation({ onShortcuts }: { onShortcuts: () => void }) {
  const desk = useDesk()
  const { path } = useLocation()
  const here = path.startsWith('/console/sites/') ? '/console/sites' : (parts[path] ?? path)
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
            <li key={name}>
              <a href={address} aria-current={here === address ? 'page' : undefined} title={t().shell[name]}>
                <Icon size={18} />
                <span>{t().shell[name]}</span>
              </a>
            </li>
          ))}
      </ul>
      <AccountMenu onShortcuts={onShortcuts} />
    </nav>
  )
}
