import { ArrowLeft } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { Release } from '#shared/rest.ts'
import { dateTime, number } from '../../shell/format.ts'
import { Badge, Banner, LanguageMark, type Tone } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { EvaluationView } from './evaluation-view.tsx'
import { RollbackDialog } from './release-dialogs.tsx'
import { type ReleasesModel, releaseRefusalText } from './releases-model.ts'
import { State } from './releases-page.tsx'

const changeTones: Record<Release['changes'][number]['change'], Tone> = {
  added: 'person',
  edited: 'accent',
  removed: 'risk',
}

interface DetailProps {
  model: ReleasesModel
  release: Release
}

export function ReleaseDetail({ model, release }: DetailProps) {
  const [isRollingBack, setRollingBack] = useState(false)
  const words = t().releases
  const refusal = model.refusal.value
  const gate = release.evaluation?.gate
  const live = model.live.value
  const isOlder = live !== undefined && release.number < live
  // The first release of a workspace has nothing to be worse than.
  const mayPublish = gate?.open === true || (live === undefined && release.evaluation?.state !== 'running')
  const isBusy = model.busy.value !== undefined
  return (
    <>
      <header class="detail-head">
        <a class="icon-button only-narrow" href="/console/releases" aria-label={t().shell.back}>
          <ArrowLeft size={18} />
        </a>
        <h2>{words.number(release.number)}</h2>
        <State release={release} />
        <span class="detail-actions">
          {!release.live && isOlder && release.publishedAt !== undefined && (
            <button type="button" class="button" disabled={isBusy} onClick={() => setRollingBack(true)}>
              {words.rollback}
            </button>
          )}
          {!release.live && !isOlder && (
            <button
              type="button"
              class="button button-primary"
              disabled={isBusy || !mayPublish}
              title={mayPublish ? undefined : gate === undefined ? words.publishNeeds : words.publishClosed}
              onClick={() => void model.publish(release.number)}
            >
              {words.publish}
            </button>
          )}
        </span>
      </header>
      <div class="detail-body">
        {refusal !== undefined && <Banner tone="risk">{releaseRefusalText(refusal)}</Banner>}
        <p class="quiet">
          {words.by(release.createdBy, dateTime(release.createdAt))} ·{' '}
          {words.articles(number(release.articles))}
          {release.publishedAt !== undefined && ` · ${words.publishedAt(dateTime(release.publishedAt))}`}
        </p>
        {release.note !== '' && <p>{release.note}</p>}
        <EvaluationView model={model} release={release} />
        {!release.live && <Changes release={release} />}
      </div>
      {isRollingBack && live !== undefined && (
        <RollbackDialog
          number={release.number}
          live={live}
          onRollback={() => model.rollback(release.number)}
          onClose={() => setRollingBack(false)}
        />
      )}
    </>
  )
}

function Changes({ release }: { release: Release }) {
  const words = t().releases
  const { added, edited, removed } = release.synonymChanges ?? { added: 0, edited: 0, removed: 0 }
  const groups = added + edited + removed
  return (
    <section class="block">
      <h2>{words.changes}</h2>
      {release.changes.length === 0 && <p class="quiet">{words.noChanges}</p>}
      <ul class="changes">
        {groups > 0 && (
          <li>
            <a href="/console/synonyms">{t().synonyms.released(number(groups))}</a>
          </li>
        )}
        {release.changes.map((each) => (
          <li key={`${each.articleId}/${each.language}`}>
            <Badge tone={changeTones[each.change]}>{words.change[each.change]}</Badge>
            <LanguageMark language={each.language} />
            {each.change === 'removed' ? (
              <span>{each.articleId}</span>
            ) : (
              <a href={`/console/knowledge?article=${each.articleId}&language=${each.language}`}>
                {each.articleId}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
