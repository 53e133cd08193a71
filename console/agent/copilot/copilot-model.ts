import { batch, effect, type ReadonlySignal, signal } from '@preact/signals'
import type {
  CopilotAnswers,
  CopilotCitation,
  CopilotDraft,
  CopilotRewrite,
  CopilotState,
  RewriteStyle,
} from '#shared/copilot.ts'
import type { Language } from '#shared/knowledge.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'
import type { Storage } from '../../shell/preferences.ts'
import { type Part, partOf, quotation, withBelow, withPart } from './reply-text.ts'
import { createShare, type Share } from './share.ts'
import { createTranslations } from './translations.ts'

export type CopilotTool = 'draft' | 'summary' | 'steps' | 'articles' | 'rewrite'
type Abilities = CopilotAnswers['copilot:abilities']

/** What the copilot answered last. */
export type CopilotResult =
  | { tool: 'draft'; draft: CopilotDraft }
  | ({ tool: 'summary' } & CopilotAnswers['copilot:summarise'])
  | ({ tool: 'steps' } & CopilotAnswers['copilot:next-step'])
  | ({ tool: 'articles' } & CopilotAnswers['copilot:articles'])
  | { tool: 'rewrite'; rewrite: CopilotRewrite; style: RewriteStyle; part: Part; before: string }

/** What was done to the reply and can be taken back. */
export interface Done {
  what: 'inserted' | 'quoted' | RewriteStyle
  before: string
  after: string
  share: Share
}

interface Parts {
  connection: DeskConnection
  conversationId: string
  storage: Storage
  personId: string
  reply: ReadonlySignal<string>
  write(text: string): void
}

export type Copilot = ReturnType<typeof createCopilot>

/** The copilot beside one conversation: it is asked, it shows, and only the agent puts anything into the reply. */
export function createCopilot({ connection, conversationId, storage, personId, reply, write }: Parts) {
  const isOpen = signal(false)
  const abilities = signal<Abilities | undefined>(undefined)
  const busy = signal<CopilotTool | undefined>(undefined)
  const progress = signal<CopilotState | undefined>(undefined)
  const result = signal<CopilotResult | undefined>(undefined)
  const failure = signal<{ tool: CopilotTool; failure: FailureResult } | undefined>(undefined)
  const done = signal<Done | undefined>(undefined)
  const share = createShare(storage, `${personId}:${conversationId}`, reply)
  const translations = createTranslations(connection, conversationId)
  let asked = 0
  let isLearning = false

  function open(): void {
    isOpen.value = true
    void learnAbilities()
  }

  function close(): void {
    isOpen.value = false
  }

  async function learnAbilities(): Promise<void> {
    if (abilities.value !== undefined || isLearning) return
    isLearning = true
    const answer = await connection.request('copilot:abilities', {})
    isLearning = false
    if (answer.ok) abilities.value = answer
  }

  /** One request at a time: what was asked before is not waited for any more. */
  async function ask<Answer>(
    tool: CopilotTool,
    request: () => Promise<Result<Answer>>,
    show: (answer: { ok: true } & Answer) => CopilotResult | undefined,
  ): Promise<void> {
    const turn = ++asked
    batch(() => {
      open()
      busy.value = tool
      progress.value = undefined
      failure.value = undefined
      if (tool !== 'articles' || result.value?.tool !== 'articles') result.value = undefined
    })
    const answer = await request()
    if (turn !== asked) return
    batch(() => {
      busy.value = undefined
      if (answer.ok) result.value = show(answer)
      else failure.value = { tool, failure: answer }
    })
  }

  const draft = () =>
    ask(
      'draft',
      () => connection.request('copilot:draft', { conversationId }),
      (answer) => ({ tool: 'draft', draft: answer }),
    )
  const summarise = (language: Language) =>
    ask(
      'summary',
      () => connection.request('copilot:summarise', { conversationId, language }),
      (answer) => ({ tool: 'summary', ...answer }),
    )
  const nextSteps = (language: Language) =>
    ask(
      'steps',
      () => connection.request('copilot:next-step', { conversationId, language }),
      (answer) => ({ tool: 'steps', ...answer }),
    )
  const findArticles = (query = '') =>
    ask(
      'articles',
      () => connection.request('copilot:articles', { conversationId, ...(query !== '' && { query }) }),
      (answer) => ({ tool: 'articles', ...answer }),
    )

  /** What is selected in the reply, or all of it. A plain rewrite is done at once and can be undone. */
  async function rewrite(style: RewriteStyle, selected?: Part): Promise<void> {
    const before = reply.value
    if (before.trim() === '') return
    const part = partOf(before, selected)
    const text = before.slice(part.start, part.end)
    await ask(
      'rewrite',
      () => connection.request('copilot:rewrite', { conversationId, text, style }),
      (answer) => {
        const given: CopilotResult = { tool: 'rewrite', rewrite: answer, style, part, before }
        if (answer.isSame || answer.doubts.length > 0 || reply.value !== before) return given
        useRewrite(given)
        return undefined
      },
    )
  }

  /** Puts a rewrite in its place; where the agent has written on since, nothing of theirs is touched. */
  function useRewrite({ rewrite: given, style, part, before }: CopilotResult & { tool: 'rewrite' }): void {
    const isUntouched = reply.value === before
    const after = isUntouched ? withPart(before, part, given.text) : withBelow(reply.value, given.text)
    put(style, after, { doubts: given.doubts })
  }

  /** Into an empty reply, or below what the agent wrote; `replace` only where they chose it. */
  function insert(given: CopilotDraft, how: 'below' | 'replace' = 'below'): void {
    const { draftId, citations, doubts } = given
    const after = how === 'replace' ? given.text : withBelow(reply.value, given.text)
    if (how === 'replace')
      put('inserted', after, { draftId, cites: citations, doubts }, { cites: [], doubts: [] })
    else put('inserted', after, { draftId, cites: citations, doubts })
  }

  function quote(article: CopilotCitation): void {
    const text = quotation(article.passage ?? '', article.title, article.language)
    put('quoted', withBelow(reply.value, text), { cites: [article] })
  }

  function put(
    what: Done['what'],
    after: string,
    more: Partial<Share>,
    from: Share = share.current.value,
  ): void {
    batch(() => {
      const before = { text: reply.value, share: share.current.value }
      share.keep(from)
      share.add(more)
      write(after)
      done.value = { what, before: before.text, after, share: before.share }
      result.value = undefined
    })
  }

  /** Takes back what was put into the reply, as long as the agent has not gone on writing. */
  function undo(): void {
    const last = done.value
    if (last === undefined || reply.value !== last.after) return
    batch(() => {
      write(last.before)
      share.keep(last.share)
      done.value = undefined
    })
  }

  const stops = [
    connection.listen('copilot:progress', (fact) => {
      if (fact.conversationId === conversationId && busy.value !== undefined) progress.value = fact.state
    }),
    // An agent who clears the field begins anew: nothing of the copilot's is in what they write then.
    effect(() => {
      if (reply.value === '') share.clear()
      else share.giveBack(reply.value)
      if (done.peek() !== undefined && reply.value !== done.peek()?.after) done.value = undefined
    }),
  ]

  return {
    ...{ isOpen, abilities, busy, progress, result, failure, done, share, translations },
    open,
    close,
    toggle: () => (isOpen.value ? close() : open()),
    discard: () => {
      result.value = undefined
    },
    ...{ draft, summarise, nextSteps, findArticles, rewrite, useRewrite, insert, quote, undo },
    learnAbilities,
    dispose() {
      asked += 1
      for (const stop of stops) stop()
    },
  }
}
