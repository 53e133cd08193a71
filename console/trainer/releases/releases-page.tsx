import '../trainer.css'
import '../releases.css'
import { PackageCheck, Plus } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Release } from '#shared/rest.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { dateTime } from '../../shell/format.ts'
import { Badge, Empty, LoadFailure, Skeleton, type Tone } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { ReleaseDetail } from './release-detail.tsx'
import { MakeReleaseDialog } from './release-dialogs.tsx'
import { createReleasesModel, type ReleasesModel } from './releases-model.ts'

export function releaseAddress(number: number): string {
  return `/console/releases?release=${number}`
}

/** Releases: what changed, whether it is proved, and what is live. The release shown is in the address. */
export function ReleasesPage() {
  const { rest, connection } = useDesk()
  const { query, route } = useLocation()
  const model = useModel(() => createReleasesModel(rest, connection), 'releases')
  const [isMaking, setMaking] = useState(false)
  const selected = query.release === undefined ? undefined : Number(query.release)
  const words = t().releases
  useEffect(() => {
    void model.load()
  }, [model])
  useEffect(() => {
    document.title = `${t().releases.title} · Baton`
  }, [t()])
  async function make(note: string): Promise<void> {
    const release = await model.make(note)
    if (release !== undefined) route(releaseAddress(release.number))
  }
  const release = model.releases.value?.find((each) => each.number === selected)
  return (
    <main class={selected === undefined ? 'split' : 'split split-open'}>
      <section class="list" aria-label={words.title}>
        <header class="list-head">
          <h1>{words.title}</h1>
          <button type="button" class="button list-action" onClick={() => setMaking(true)}>
            <Plus size={14} />
            {words.make}
          </button>
        </header>
        <div class="list-body list-body-lined">
          <List model={model} selected={selected} />
        </div>
      </section>
      <div class="detail">
        {release === undefined ? (
          <Empty title={words.pick} icon={<PackageCheck size={20} />} />
        ) : (
          <ReleaseDetail key={release.number} model={model} release={release} />
        )}
      </div>
      {isMaking && <MakeReleaseDialog onMake={make} onClose={() => setMaking(false)} />}
    </main>
  )
}

function List({ model, selected }: { model: ReleasesModel; selected: number | undefined }) {
  const words = t().releases
  const releases = model.releases.value
  if (releases === undefined) {
    const failure = model.failure.value
    return failure === undefined ? <Skeleton /> : <LoadFailure failure={failure} onRetry={model.load} />
  }
  if (releases.length === 0) {
    return <Empty title={words.empty} help={words.emptyHelp} icon={<PackageCheck size={20} />} />
  }
  return (
    <>
      {releases.map((release) => (
        <a
          key={release.number}
          class="row"
          href={releaseAddress(release.number)}
          aria-current={release.number === selected ? 'true' : undefined}
        >
          <span class="row-line">
            <span class="row-name">{words.number(release.number)}</span>
            <State release={release} />
          </span>
          {release.note !== '' && <span class="row-preview">{release.note}</span>}
          <span class="quiet">{words.by(release.createdBy, dateTime(release.createdAt))}</span>
        </a>
      ))}
    </>
  )
}

/** Live, or how far it is on the way there. */
export function State({ release }: { release: Release }) {
  const words = t().releases
  if (release.live) return <Badge tone="person">{words.live}</Badge>
  const [tone, label] = stateOf(release)
  return label === '' ? null : <Badge tone={tone}>{label}</Badge>
}

function stateOf(release: Release): [Tone, string] {
  const words = t().releases
  const { evaluation } = release
  if (release.publishedAt !== undefined || evaluation === undefined) return ['plain', '']
  if (evaluation.state === 'running') return ['accent', words.evaluation]
  if (evaluation.state === 'failed') return ['risk', words.failedRun]
  return evaluation.gate?.open === true ? ['accent', words.gateOpen] : ['waiting', words.gateClosed]
}
