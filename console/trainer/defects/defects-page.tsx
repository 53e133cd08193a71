import '../trainer.css'
import '../defects.css'
import { CircleAlert } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type Defect, type DefectStatus, defectStatuses } from '#shared/defect.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { duration, now, number } from '../../shell/format.ts'
import { Badge, Empty, LanguageMark, LoadFailure, Skeleton, type Tone } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { DefectDetail } from './defect-detail.tsx'
import { createDefectsModel, type DefectsModel } from './defects-model.ts'

export const kindTones: Record<Defect['kind'], Tone> = {
  wrong: 'risk',
  breach: 'risk',
  missed: 'waiting',
  mishandled: 'waiting',
  slow: 'plain',
  tone: 'plain',
}

/** The queue of misanswers and the way of each to a fix. Status and defect are in the address. */
export function DefectsPage() {
  const { rest, connection } = useDesk()
  const { query, route } = useLocation()
  const model = useModel(() => createDefectsModel(rest, connection), 'defects')
  const status = defectStatuses.find((each) => each === query.status) ?? 'open'
  const selected = query.defect
  useEffect(() => {
    void model.show(status)
  }, [model, status])
  useEffect(() => {
    void model.select(selected)
  }, [model, selected])
  // A step may move the defect to another status: the queue goes with it, so that it stays in sight.
  const open = model.open.value
  const itsStatus = open !== undefined && open.id === selected ? open.status : status
  useEffect(() => {
    if (itsStatus !== status) route(defectAddress(itsStatus, selected), true)
  }, [itsStatus, status, selected])
  useEffect(() => {
    document.title = `${t().defects.title} · Baton`
  }, [t()])
  return (
    <main class={selected === undefined ? 'split' : 'split split-open'}>
      <section class="list" aria-label={t().defects.title}>
        <header class="list-head">
          <h1>{t().defects.title}</h1>
        </header>
        <nav class="tabs" aria-label={t().defects.queueLabel}>
          {defectStatuses.map((each) => (
            <a key={each} href={defectAddress(each)} aria-current={each === status ? 'page' : undefined}>
              {t().defects.statuses[each]}
              <Count value={model.counts.value?.[each]} />
            </a>
          ))}
        </nav>
        <div class="list-body">
          <Queue model={model} status={status} selected={selected} />
        </div>
      </section>
      <div class="detail">
        {selected === undefined ? (
          <Empty title={t().defects.pick} help={t().defects.pickHelp} icon={<CircleAlert size={20} />} />
        ) : (
          <DefectDetail model={model} status={status} />
        )}
      </div>
    </main>
  )
}

export function defectAddress(status: DefectStatus, defectId?: string): string {
  const search = new URLSearchParams({ status, ...(defectId !== undefined && { defect: defectId }) })
  return `/console/defects?${search}`
}

function Count({ value }: { value: number | undefined }) {
  return value === undefined || value === 0 ? null : <span class="count">{number(value)}</span>
}

interface QueueProps {
  model: DefectsModel
  status: DefectStatus
  selected: string | undefined
}

function Queue({ model, status, selected }: QueueProps) {
  const defects = model.defects.value
  const words = t().defects.empty
  if (defects === undefined && model.failure.value !== undefined) {
    return <LoadFailure failure={model.failure.value} onRetry={() => void model.show(status)} />
  }
  if (defects === undefined) return <Skeleton />
  if (defects.length === 0) {
    return <Empty title={words[status]} help={words[`${status}Help`]} icon={<CircleAlert size={20} />} />
  }
  return (
    <>
      {defects.map((defect) => (
        <a
          key={defect.id}
          class="row"
          data-row={defect.id}
          href={defectAddress(status, defect.id)}
          aria-current={defect.id === selected ? 'true' : undefined}
        >
          <span class="row-line">
            <Badge tone={kindTones[defect.kind]}>{t().kinds[defect.kind]}</Badge>
            <LanguageMark language={defect.language} />
            <time class="row-time">{duration(now.value - defect.reportedAt)}</time>
          </span>
          <span class="row-question" lang={defect.language}>
            {defect.question}
          </span>
        </a>
      ))}
      {model.next.value !== undefined && (
        <button type="button" class="button list-more" onClick={model.more}>
          {t().common.more}
        </button>
      )}
    </>
  )
}
