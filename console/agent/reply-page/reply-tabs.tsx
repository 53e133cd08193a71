import { t } from '../../texts/texts.ts'

/** What people at the desk prepare, above each of its lists. */
export function ReplyTabs({ here }: { here: 'replies' | 'macros' }) {
  const tabs = [
    { name: 'replies', address: '/console/replies', label: t().tools.replies.title },
    { name: 'macros', address: '/console/macros', label: t().tools.macros.title },
  ]
  return (
    <nav class="tabs" aria-label={t().shell.replies}>
      {tabs.map(({ name, address, label }) => (
        <a key={name} href={address} aria-current={name === here ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}
