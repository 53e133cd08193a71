import './without-eval.ts'
import '../../trainer/trainer.css'
import '../sites.css'
import '../preview.css'
import { Plus, Store } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { SiteSettings } from '#shared/site.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { duration, now, number } from '../../shell/format.ts'
import { Empty, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { SiteEditor } from './editor/site-editor.tsx'
import { NewSiteDialog } from './new-site-dialog.tsx'
import { createSitesModel, type SitesModel } from './sites-model.ts'

/** The storefronts of a workspace, and the settings of one of them. */
export function SitesPage() {
  const { rest } = useDesk()
  const model = useModel(() => createSitesModel(rest), 'sites')
  const { path } = useLocation()
  const key = decodeURIComponent(/^\/console\/sites\/([^/]+)/.exec(path)?.[1] ?? '')
  useEffect(() => {
    void model.load()
  }, [model])
  const { sites, failure } = model
  if (sites.value === undefined) {
    return (
      <main class="page">
        {failure.value ? <LoadFailure failure={failure.value} onRetry={model.load} /> : <Skeleton rows={8} />}
      </main>
    )
  }
  if (key === '') return <SiteList model={model} sites={sites.value} />
  const site = sites.value.find((each) => each.key === key)
  return site ? <SiteEditor key={key} sites={model} site={site} /> : <Gone />
}

function Gone() {
  return (
    <main class="page">
      <Empty title={t().sites.gone}>
        <a class="button" href="/console/sites">
          {t().sites.goneAction}
        </a>
      </Empty>
    </main>
  )
}

function SiteList({ model, sites }: { model: SitesModel; sites: readonly SiteSettings[] }) {
  const words = t().sites
  const [isAdding, setAdding] = useState(false)
  useEffect(() => {
    document.title = `${t().sites.title} · Baton`
  }, [t()])
  const add = (
    <button type="button" class="button button-primary" onClick={() => setAdding(true)}>
      <Plus size={14} />
      {words.add}
    </button>
  )
  return (
    <main class="page">
      <header class="page-head">
        <h1>{words.title}</h1>
        <span class="quiet">{sites.length > 0 && words.count(number(sites.length))}</span>
        <span class="detail-actions">{add}</span>
      </header>
      <div class="page-body">
        {sites.length === 0 ? (
          <Empty title={words.empty} help={words.emptyHelp} icon={<Store size={20} />}>
            {add}
          </Empty>
        ) : (
          <>
            <p class="quiet site-help">{words.help}</p>
            <Table sites={sites} />
          </>
        )}
      </div>
      {isAdding && <NewSiteDialog model={model} onClose={() => setAdding(false)} />}
    </main>
  )
}

function Table({ sites }: { sites: readonly SiteSettings[] }) {
  const words = t().sites
  return (
    <table class="table site-table">
      <thead>
        <tr>
          <th scope="col">{words.columns.name}</th>
          <th scope="col">{words.columns.pages}</th>
          <th scope="col">{words.columns.key}</th>
          <th scope="col">{words.columns.updated}</th>
        </tr>
      </thead>
      <tbody>
        {sites.map((site) => (
          <tr key={site.key}>
            <td>
              <a class="site-name" href={`/console/sites/${encodeURIComponent(site.key)}`}>
                <span class="site-dot" style={{ background: site.accent }} />
                {site.name}
              </a>
            </td>
            <td class="quiet">
              {site.origins.length === 0 ? words.noPages : <Origins origins={site.origins} />}
            </td>
            <td>
              <code>{site.key}</code>
            </td>
            <td class="quiet nowrap">
              {site.updatedAt === 0
                ? words.unchanged
                : [duration(now.value - site.updatedAt), site.updatedBy].filter(Boolean).join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Origins({ origins }: { origins: readonly string[] }) {
  const [first] = origins
  return <>{origins.length === 1 ? first : t().sites.originCount(number(origins.length))}</>
}
