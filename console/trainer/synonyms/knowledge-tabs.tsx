import { t } from '../../texts/texts.ts'

/** What the knowledge base consists of, above each of its lists. */
export function KnowledgeTabs({ here }: { here: 'articles' | 'synonyms' }) {
  const tabs = [
    { name: 'articles', address: '/console/knowledge', label: t().synonyms.articles },
    { name: 'synonyms', address: '/console/synonyms', label: t().synonyms.title },
  ]
  return (
    <nav class="tabs" aria-label={t().knowledge.title}>
      {tabs.map(({ name, address, label }) => (
        <a key={name} href={address} aria-current={name === here ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}
