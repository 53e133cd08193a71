import { ArrowLeft, MessagesSquare } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { type Defect, type DefectStatus, mayBecome } from '#shared/defect.ts'
import { RichText } from '../../agent/conversation/rich-text.tsx'
import { dateTime } from '../../shell/format.ts'
import { Badge, Banner, Empty, LanguageMark, Skeleton } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import { releaseRefusalText } from '../releases/releases-model.ts'
import type { DefectsModel } from './defects-model.ts'
import { defectAddress, kindTones } from './defects-page.tsx'
import { DismissDialog } from './dismiss-dialog.tsx'
import { FixPathView } from './fix-path.tsx'

interface DetailProps {
  model: DefectsModel
  status: DefectStatus
}

/** One defect: what was asked, what was answered, who says so, and the way to a fix. */
export function DefectDetail({ model, status }: DetailProps) {
  const [isDismissing, setDismissing] = useState(false)
  const defect = model.open.value
  const words = t().defects
  if (model.missing.value) return <Empty title={t().failures['not-found']} />
  if (defect === undefined) return <Skeleton />
  const refusal = model.refusal.value
  const releaseRefusal = model.releases.refusal.value
  return (
    <>
      <header class="detail-head">
        <a class="icon-button only-narrow" href={defectAddress(status)} aria-label={t().shell.back}>
          <ArrowLeft size={18} />
        </a>
        <Badge tone={kindTones[defect.kind]}>{t().kinds[defect.kind]}</Badge>
        <Badge>{words.statuses[defect.status]}</Badge>
        <span class="detail-actions">
          {defect.erasedAt === undefined && (
            <a
              class="button"
              href={`/console/?view=resolved&conversation=${encodeURIComponent(defect.conversationId)}`}
            >
              <MessagesSquare size={14} />
              <span>{words.conversation}</span>
            </a>
          )}
          {mayBecome(defect.status, 'dismissed') && (
            <button type="button" class="button" onClick={() => setDismissing(true)}>
              {words.dismiss}
            </button>
          )}
          {defect.status === 'dismissed' && (
            <button type="button" class="button" onClick={() => void model.reopen()}>
              {words.reopen}
            </button>
          )}
        </span>
      </header>
      <div class="detail-body">
        {refusal !== undefined && <Banner tone="risk">{failureText(refusal)}</Banner>}
        {releaseRefusal !== undefined && <Banner tone="risk">{releaseRefusalText(releaseRefusal)}</Banner>}
        {defect.erasedAt !== undefined && <Banner tone="waiting">{t().visitorData.erasedDefect}</Banner>}
        <Exchange defect={defect} />
        <Closing defect={defect} />
        {defect.status !== 'dismissed' && <FixPathView model={model} defect={defect} />}
      </div>
      {isDismissing && <DismissDialog onDismiss={model.dismiss} onClose={() => setDismissing(false)} />}
    </>
  )
}

function Exchange({ defect }: { defect: Defect }) {
  const words = t().defects
  return (
    <section class="exchange">
      <div class="exchange-part">
        <h2 class="small-heading">
          {words.question} <LanguageMark language={defect.language} />
        </h2>
        <p class="exchange-question" lang={defect.language}>
          {defect.question}
        </p>
      </div>
      <div class="exchange-part">
        <h2 class="small-heading">{words.answer}</h2>
        {defect.answer === undefined ? (
          <p class="quiet">{words.noAnswer}</p>
        ) : (
          <div class="exchange-answer" lang={defect.language}>
            <RichText text={defect.answer} />
          </div>
        )}
      </div>
      {defect.comment !== undefined && (
        <div class="exchange-part">
          <h2 class="small-heading">{words.comment}</h2>
          <p>{defect.comment}</p>
        </div>
      )}
      <p class="quiet">
        {defect.source === 'agent' ? words.sources.agent(defect.reportedBy) : words.sources[defect.source]}
        {' · '}
        {dateTime(defect.reportedAt)}
        {defect.reason !== undefined && ` · ${t().reasons[defect.reason]}`}
        {defect.seenInRelease !== undefined &&
          ` · ${words.seenIn} ${t().common.release(defect.seenInRelease)}`}
      </p>
    </section>
  )
}

function Closing({ defect }: { defect: Defect }) {
  const words = t().defects
  if (defect.closedBy === undefined || defect.closedAt === undefined) return null
  return (
    <Banner tone={defect.status === 'released' ? 'person' : 'plain'}>
      {defect.fixedInRelease !== undefined && <strong>{words.fixed(defect.fixedInRelease)} </strong>}
      {defect.status === 'released' && `${words.fixedHelp} `}
      {words.closedBy(defect.closedBy, dateTime(defect.closedAt))}
      {defect.closingReason !== undefined && ` · ${defect.closingReason}`}
    </Banner>
  )
}
