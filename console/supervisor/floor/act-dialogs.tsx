import { useState } from 'preact/hooks'
import { type Floor, type FloorConversation, floorBounds } from '#shared/floor.ts'
import type { FailureResult } from '#shared/result.ts'
import { PresenceDot, presenceText } from '../../agent/presence/presence-choice.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { number, visitorName } from '../../shell/format.ts'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import type { ActName } from './acts.tsx'
import type { FloorModel, Target } from './floor-model.ts'

interface DialogProps {
  act: ActName
  /** As it was when the act was chosen: what changed since is a conflict, and said. */
  conversation: FloorConversation
  floor: Floor
  model: FloorModel
  onDone: (said: string | undefined) => void
  onClose: () => void
}

/** One of a supervisor's acts, with what it does in words before it is done. */
export function ActDialog({ act, conversation, floor, model, onDone, onClose }: DialogProps) {
  const words = t().floor
  const [target, setTarget] = useState<Target | undefined>(undefined)
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const owner = conversation.assignee
  const isReady = act === 'stepIn' || (act === 'reassign' ? target !== undefined : text.trim() !== '')

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (!isReady || isBusy) return
    setBusy(true)
    const refused = await carryOut()
    setBusy(false)
    setFailure(refused)
    if (refused === undefined) onDone(said())
  }
  function carryOut(): Promise<FailureResult | undefined> {
    if (act === 'whisper') return model.whisper(conversation, text)
    if (act === 'reassign' && target !== undefined) return model.reassign(conversation, target)
    return model.stepIn(conversation)
  }
  function said(): string | undefined {
    if (act === 'reassign') return words.done.reassigned(target?.name ?? '')
    return act === 'whisper' ? words.done.whispered(owner?.name ?? '') : undefined
  }

  const title = act === 'whisper' ? words.whisper.title(owner?.name ?? '') : words[act].title
  return (
    <Dialog title={`${title} · ${visitorName(conversation.visitor)}`} onClose={onClose}>
      <form onSubmit={submit}>
        {act === 'stepIn' && (
          <p>{owner === undefined ? words.stepIn.helpWaiting : words.stepIn.help(owner.name)}</p>
        )}
        {act === 'reassign' && (
          <Targets floor={floor} conversation={conversation} chosen={target} onChoose={setTarget} />
        )}
        {act === 'whisper' && (
          <>
            <p class="quiet">{words.whisper.help}</p>
            <label class="field">
              <span>{words.whisper.text}</span>
              <textarea
                autofocus
                class="input"
                rows={3}
                maxLength={floorBounds.whisper}
                value={text}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            </label>
          </>
        )}
        {failure !== undefined && (
          <Banner tone="risk">
            {failure.error === 'conflict' ? words.refused.conflict : failureText(failure)}
          </Banner>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={!isReady || isBusy}>
            {words[act].submit}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface TargetsProps {
  floor: Floor
  conversation: FloorConversation
  chosen: Target | undefined
  onChoose: (target: Target) => void
}

/** Who is there first, and of those who has the most room. */
const order = ['online', 'busy', 'away', 'offline'] as const

function Targets({ floor, conversation, chosen, onChoose }: TargetsProps) {
  const words = t().floor.reassign
  const people = floor.people
    .filter(({ id }) => id !== conversation.assignee?.id)
    .toSorted(
      (one, other) =>
        order.indexOf(one.presence) - order.indexOf(other.presence) ||
        other.capacity - other.load - (one.capacity - one.load),
    )
  // To the queue in which it waits already it is not given.
  const isIn = (id: string) => conversation.status === 'queued' && conversation.teamId === id
  const teams = floor.queues.flatMap(({ team }) => (team === undefined || isIn(team.id) ? [] : [team]))
  const isChosen = (kind: Target['kind'], id: string) => chosen?.kind === kind && chosen.id === id
  return (
    <>
      <p class="quiet">{words.help}</p>
      <div class="transfer-choices">
        {people.length > 0 && <h3 class="choices-title">{words.people}</h3>}
        <div class="choices">
          {people.map(({ id, name, presence, load, capacity }) => (
            <label key={id} class="choice">
              <input
                type="radio"
                name="target"
                checked={isChosen('person', id)}
                onChange={() => onChoose({ kind: 'person', id, name })}
              />
              <span>
                <strong>{name}</strong>
                <small class="person-line">
                  <PresenceDot presence={presence} /> {presenceText(presence)}
                </small>
              </span>
              <span class="choice-load" title={t().presence.loadHelp}>
                {t().presence.load(number(load), number(capacity))}
                {load >= capacity && ` · ${words.full}`}
              </span>
            </label>
          ))}
        </div>
        {teams.length > 0 && <h3 class="choices-title">{words.teams}</h3>}
        <div class="choices">
          {teams.map(({ id, name }) => (
            <label key={id} class="choice">
              <input
                type="radio"
                name="target"
                checked={isChosen('team', id)}
                onChange={() => onChoose({ kind: 'team', id, name })}
              />
              <span>
                <strong>{name}</strong>
                <small>{words.teamHelp}</small>
              </span>
            </label>
          ))}
        </div>
      </div>
    </>
  )
}
