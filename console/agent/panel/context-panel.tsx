import './panel.css'
import { X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { dateTime, duration, now, visitorName } from '../../shell/format.ts'
import { Badge } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { CaseSection } from '../case/case-section.tsx'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { turnsOf } from '../conversation/entries.ts'
import { safeAddress } from '../conversation/rich-text.tsx'
import { TraceView } from '../trace/trace-view.tsx'
import { VisitorData } from '../visitor-data/visitor-data.tsx'
import { PageClaims } from './page-claims.tsx'

interface PanelProps {
  model: ConversationModel
  snapshot: DeskSnapshot
  isOpen: boolean
  onClose: () => void
}

/** What is known about a conversation: why it is here, who it is, how the assistant answered. */
export function ContextPanel({ model, snapshot, isOpen, onClose }: PanelProps) {
  const words = t().agent.panel
  const turns = turnsOf(snapshot.events)
  const selected = turns.find((turn) => turn.turnId === model.selectedTurn.value)
  const turn = selected ?? turns.at(-1)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <aside class={isOpen ? 'panel panel-open' : 'panel'} aria-label={words.label} tabIndex={0}>
      <div class="panel-head only-overlay">
        <h2>{t().agent.details}</h2>
        <button type="button" class="icon-button" aria-label={t().common.close} onClick={onClose}>
          <X size={16} />
        </button>
      </div>
      {snapshot.reason !== undefined && snapshot.status !== 'automated' && (
        <section>
          <h3>{words.handover}</h3>
          <Badge tone="waiting">{t().reasons[snapshot.reason]}</Badge>
          {snapshot.summary !== undefined && snapshot.summary !== snapshot.reason && (
            <p class="summary" lang={snapshot.language}>
              {snapshot.summary}
            </p>
          )}
        </section>
      )}
      <CaseSection model={model} snapshot={snapshot} />
      <section>
        <h3>{words.visitor}</h3>
        <VisitorFacts snapshot={snapshot} />
        <VisitorData visitor={snapshot.visitor} />
      </section>
      <PageClaims visitor={snapshot.visitor} />
      <section>
        <h3>
          {words.trace}
          {turns.length > 1 && turn !== undefined && (
            <select
              class="turn-choice"
              aria-label={selected === undefined ? words.latest : words.selected}
              value={turn.turnId}
              onChange={(event) => {
                model.selectedTurn.value = event.currentTarget.value
              }}
            >
              {turns.map((each, index) => (
                <option key={each.turnId} value={each.turnId}>
                  {index + 1} / {turns.length}
                </option>
              ))}
            </select>
          )}
        </h3>
        {turn === undefined ? <p class="quiet">{words.traceEmpty}</p> : <TraceView turn={turn} />}
      </section>
    </aside>
  )
}

function VisitorFacts({ snapshot }: { snapshot: DeskSnapshot }) {
  const { visitor } = snapshot
  const words = t().agent.panel
  return (
    <dl class="facts">
      <Fact name={words.visitor}>
        <bdi>{visitorName(visitor)}</bdi> {visitor.name !== undefined && <Verified />}
      </Fact>
      {visitor.email !== undefined && (
        <Fact name={t().visitor.email}>
          <bdi>{visitor.email}</bdi> <Verified />
        </Fact>
      )}
      {visitor.customer !== undefined && (
        <Fact name={t().visitor.customer}>
          <bdi>{visitor.customer}</bdi> <Verified />
        </Fact>
      )}
      <Fact name={words.seen}>
        {visitor.online ? (
          <Badge tone="person">{words.online}</Badge>
        ) : (
          duration(now.value - visitor.lastSeenAt)
        )}
      </Fact>
      <Fact name={words.language}>
        {t().common.languages[snapshot.language]} <span class="quiet">{visitor.locale}</span>
      </Fact>
      {visitor.page !== undefined && (
        <Fact name={words.page}>
          <PageLink page={visitor.page} />
        </Fact>
      )}
      <Fact name={words.started}>{dateTime(snapshot.createdAt)}</Fact>
    </dl>
  )
}

function Verified() {
  const { verified, verifiedHelp } = t().visitor
  return (
    <span class="verified" title={verifiedHelp}>
      {verified}
    </span>
  )
}

/** The address comes from the visitor's browser: only an address of the web becomes a link. */
function PageLink({ page }: { page: { url: string; title: string } }) {
  const title = page.title === '' ? page.url : page.title
  const address = safeAddress(page.url)
  if (address === undefined) return <>{title}</>
  return (
    <a href={address} target="_blank" rel="noreferrer noopener" title={address}>
      {title}
    </a>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
