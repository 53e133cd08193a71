import './macros.css'
import { Check, CircleAlert, Dot } from 'lucide-preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Macro, type MacroStep, needsOwner } from '#shared/macro.ts'
import { unfilledIn } from '#shared/reply-variables.ts'
import type { Result } from '#shared/result.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { filledReply } from '../writing/replies/reply-values.ts'
import { createMacroRun, type StepState } from './macro-run.ts'
import { stepText } from './macro-words.ts'

interface DialogProps {
  macro: Macro
  model: ConversationModel
  onClose: () => void
}

const hour = 60 * 60_000

/** What a macro will do to this conversation, with the reply as it will be sent; one confirmation does it all. */
export function MacroDialog({ macro, model, onClose }: DialogProps) {
  const { connection, person: me, tools } = useDesk()
  const [reply, setReply] = useState<string | undefined>(undefined)
  const words = t().tools.macros
  const { conversationId } = model
  /** The same for each try of the reply: what arrived is not sent twice (invariant 2). */
  const replyIds = useMemo(() => macro.steps.map(() => crypto.randomUUID()), [macro])

  async function doStep(step: MacroStep, place: number): Promise<Result<object>> {
    const owned = { conversationId, fence: model.snapshot.value?.fence ?? 0 }
    switch (step.do) {
      case 'reply':
        return connection.request('message:send', { id: replyIds[place] ?? '', text: reply ?? '', ...owned })
      case 'note':
        return connection.request('note:add', { conversationId, text: step.text })
      case 'tag':
        return connection.request('conversation:tag', { conversationId, add: step.tags })
      case 'priority':
        return connection.request('conversation:prioritise', { conversationId, level: step.level })
      case 'snooze':
        return connection.request('conversation:snooze', { ...owned, until: Date.now() + step.hours * hour })
      case 'transfer':
        return connection.request('conversation:transfer', { ...owned, personId: step.personId })
      case 'hand-back':
        return connection.request('conversation:hand-back', owned)
      case 'resolve': {
        const { outcome, cause } = step
        return connection.request('conversation:resolve', { ...owned, outcome, ...(cause && { cause }) })
      }
    }
  }
  // A step sees the reply as it stands when it is done, not as it stood when the dialog opened.
  const latest = useRef(doStep)
  latest.current = doStep
  const run = useMemo(
    () => createMacroRun(macro.steps, (step, place) => latest.current(step, place)),
    [macro],
  )

  useEffect(() => {
    void tools.people.want()
    void fill()
  }, [macro])

  /** The reply in the visitor's language, with what is known filled in. */
  async function fill(): Promise<void> {
    const step = macro.steps.find((each) => each.do === 'reply')
    const result = await connection.request('reply:values', { conversationId })
    const snapshot = model.snapshot.value
    if (step === undefined || snapshot === undefined) return
    setReply(filledReply(step, snapshot, me.name, result.ok ? result : undefined))
  }

  const hasReply = macro.steps.some((step) => step.do === 'reply')
  const unfilled = reply === undefined ? [] : unfilledIn(reply)
  const isTheirs = !model.isMine.value && macro.steps.some(needsOwner)
  const isUnready = isTheirs || unfilled.length > 0 || (hasReply && !reply?.trim())
  const failure = run.failure.value

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (!isUnready && (await run.run())) onClose()
  }

  return (
    <Dialog title={macro.name} onClose={onClose}>
      <form onSubmit={submit}>
        <ol class="macro-steps" aria-label={words.will}>
          {macro.steps.map((step, place) => (
            <li key={place} class={`macro-step macro-${run.states.value[place]}`}>
              <StepMark state={run.states.value[place] ?? 'waiting'} />
              <span>{stepText(step, tools)}</span>
              {step.do === 'reply' && (
                <textarea
                  class="input"
                  rows={4}
                  aria-label={words.says.reply}
                  lang={model.snapshot.value?.language}
                  readOnly={run.states.value[place] === 'done'}
                  value={reply ?? ''}
                  onInput={(event) => setReply(event.currentTarget.value)}
                />
              )}
            </li>
          ))}
        </ol>
        {unfilled.length > 0 && (
          <Banner tone="waiting">
            {t().tools.replies.unfilled}{' '}
            {unfilled.map(({ variable }) => t().tools.replies.variables[variable]).join(', ')}
          </Banner>
        )}
        {isTheirs && <Banner tone="waiting">{words.notYours}</Banner>}
        {failure !== undefined && (
          <Banner tone="risk">
            {words.stopped} {failureText(failure)}
          </Banner>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button
            type="submit"
            class="button button-primary"
            autofocus
            disabled={isUnready || run.isBusy.value}
          >
            {failure === undefined ? words.run : words.goOn}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function StepMark({ state }: { state: StepState }) {
  const words = t().tools.macros.states
  const Icon = state === 'done' ? Check : state === 'failed' ? CircleAlert : Dot
  return (
    <span class="macro-mark" role={state === 'waiting' ? undefined : 'status'}>
      <Icon size={14} aria-hidden="true" />
      {state !== 'waiting' && <span class="only-read">{words[state]}</span>}
    </span>
  )
}
