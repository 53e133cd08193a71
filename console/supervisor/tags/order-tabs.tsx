import { t } from '../../texts/texts.ts'

/** What supervisors keep in order for the desk. */
export function OrderTabs({ here }: { here: 'tags' | 'blocked' }) {
  const tabs = [
    { name: 'tags', address: '/console/tags', label: t().wrapUp.page.title },
    { name: 'blocked', address: '/console/blocked', label: t().wrapUp.page.blockedTitle },
  ]
  return (
    <nav class="tabs" aria-label={t().wrapUp.page.title}>
      {tabs.map(({ name, address, label }) => (
        <a key={name} href={address} aria-current={name === here ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}
