import { FileSearch, Footprints, ListChecks, PenLine, Sparkles, X } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { failureText, language, t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import type { Copilot, CopilotTool } from './copilot-model.ts'
import { RewriteRow } from './rewrite-row.tsx'
import { ArticlesView } from './views/articles-view.tsx'
import { DraftView } from './views/draft-view.tsx'
import { RewriteView } from './views/rewrite-view.tsx'
import { StepsView } from './views/steps-view.tsx'
import { SummaryView } from './views/summary-view.tsx'

/** What a suggested step opens; every one of them is still the agent's to finish. */
export interface Preparing {
  onPropose: () => void
  onTransfer: () => void
  onDetails: () => void
}

export interface PanelProps extends Preparing {
  model: ConversationModel
  snapshot: DeskSnapshot
}

const icons = { draft: PenLine, summary: ListChecks, steps: Footprints, articles: FileSearch } as const
type Button = keyof typeof icons

/** The copilot above the reply: asked for, never by itself, and nothing it says goes anywhere on its own. */
export function CopilotPanel({ model, snapshot, ...preparing }: PanelProps) {
  const { copilot } = model
  const words = t().copilot
  const panel = useRef<HTMLElement>(null)
  const isOpen = copilot.isOpen.value
  useEffect(() => {
    if (isOpen) panel.current?.querySelector<HTMLElement>('.copilot-tools button')?.focus()
  }, [isOpen])
  if (!isOpen) return null

  function close(): void {
    copilot.close()
    document.getElementById('composer')?.focus()
  }
  function run(tool: Button): void {
    if (tool === 'draft') void copilot.draft()
    if (tool === 'summary') void copilot.summarise(language.value)
    if (tool === 'steps') void copilot.nextSteps(language.value)
    if (tool === 'articles') void copilot.findArticles()
  }
  return (
    <section
      ref={panel}
      class="copilot"
      aria-label={words.name}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <header class="copilot-head">
        <Sparkles size={16} />
        <h3>{words.name}</h3>
        <small>{words.private}</small>
        <button
          type="button"
          class="icon-button"
          aria-label={words.close}
          title={words.close}
          onClick={close}
        >
          <X size={16} />
        </button>
      </header>
      <div class="copilot-tools">
        {(Object.keys(icons) as Button[]).map((tool) => {
          const Icon = icons[tool]
          const isShown = (copilot.busy.value ?? copilot.result.value?.tool) === tool
          return (
            <button key={tool} type="button" class="button" aria-pressed={isShown} onClick={() => run(tool)}>
              <Icon size={14} />
              {words.tools[tool]}
            </button>
          )
        })}
      </div>
      <RewriteRow copilot={copilot} reply={model.drafts.reply.value} isMine={model.isMine.value} />
      <div class="copilot-body">
        <Working copilot={copilot} />
        <Failed copilot={copilot} onAgain={run} />
        <Shown model={model} snapshot={snapshot} {...preparing} />
      </div>
    </section>
  )
}

function Shown({ model, snapshot, ...preparing }: PanelProps) {
  const { copilot } = model
  const result = copilot.result.value
  switch (result?.tool) {
    case 'draft':
      return <DraftView model={model} draft={result.draft} />
    case 'summary':
      return <SummaryView summary={result} />
    case 'steps':
      return <StepsView model={model} snapshot={snapshot} answer={result} {...preparing} />
    case 'articles':
      return <ArticlesView model={model} found={result} />
    case 'rewrite':
      return <RewriteView copilot={copilot} result={result} reply={model.drafts.reply.value} />
    default:
      return null
  }
}

/** How far it really is, as the server says it. */
function Working({ copilot }: { copilot: Copilot }) {
  const isBusy = copilot.busy.value !== undefined
  const state = copilot.progress.value ?? 'reading'
  return (
    <p class="copilot-working" role="status" hidden={!isBusy}>
      {isBusy ? t().copilot.progress[state] : ''}
    </p>
  )
}

function Failed({ copilot, onAgain }: { copilot: Copilot; onAgain: (tool: Button) => void }) {
  const failed = copilot.failure.value
  if (failed === undefined) return null
  const { tool, failure } = failed
  const words = t().copilot
  // Of a connection that is gone the page says so itself.
  const text = failure.error === 'unavailable' ? words.failed : failureText(failure)
  return (
    <p class="copilot-failed" role="alert">
      {text}{' '}
      {isButton(tool) && (
        <button type="button" class="link" onClick={() => onAgain(tool)}>
          {words.again}
        </button>
      )}
    </p>
  )
}

function isButton(tool: CopilotTool): tool is Button {
  return tool in icons
}
