import '../presence/presence.css'
import { useEffect, useState } from 'preact/hooks'
import type { Colleague } from '#shared/presence.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { number } from '../../shell/format.ts'
import { LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { PresenceDot, presenceText } from '../presence/presence-choice.tsx'

/** A person, or a team whose queue it goes into. */
export interface Recipient {
  kind: 'person' | 'team'
  id: string
  name: string
}

interface TransferProps {
  onTransfer: (to: Recipient, note: string) => Promise<boolean>
  onClose: () => void
}

/** Who is there first, and of those who has the most room. */
const order = ['online', 'busy', 'away', 'offline'] as const

/** Gives a conversation to a named colleague, or into the queue of a team. */
export function TransferDialog({ onTransfer, onClose }: TransferProps) {
  const { person: me, tools } = useDesk()
  const { people, teams, failure, load } = tools.presence
  const [chosen, setChosen] = useState<Recipient | undefined>(undefined)
  const [note, setNote] = useState('')
  const words = t().agent
  const presence = t().presence
  useEffect(() => void load(), [])
  const others = people.value.filter(({ id }) => id !== me.id).toSorted(byRoom)
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (chosen === undefined) return
    await onTransfer(chosen, note)
    onClose()
  }
  const isChosen = (kind: Recipient['kind'], id: string) => chosen?.kind === kind && chosen.id === id
  return (
    <Dialog title={words.transferTitle} onClose={onClose}>
      <form onSubmit={submit}>
        {people.value.length === 0 && failure.value === undefined && <Skeleton rows={3} />}
        {people.value.length === 0 && failure.value !== undefined && (
          <LoadFailure failure={failure.value} onRetry={load} />
        )}
        {people.value.length > 0 && others.length + teams.value.length === 0 && (
          <p class="quiet">{words.transferNobody}</p>
        )}
        <div class="transfer-choices">
          {others.length > 0 && <h3 class="choices-title">{presence.transfer.people}</h3>}
          <div class="choices">
            {others.map((each) => (
              <label key={each.id} class="choice">
                <input
                  type="radio"
                  name="recipient"
                  checked={isChosen('person', each.id)}
                  onChange={() => setChosen({ kind: 'person', id: each.id, name: each.name })}
                />
                <span>
                  <strong>{each.name}</strong>
                  <small class="person-line">
                    <PresenceDot presence={each.presence} /> {presenceText(each.presence)}
                  </small>
                </span>
                <span class="choice-load" title={presence.loadHelp}>
                  {presence.load(number(each.load), number(each.capacity))}
                  {each.load >= each.capacity && ` · ${presence.transfer.full}`}
                </span>
              </label>
            ))}
          </div>
          {teams.value.length > 0 && <h3 class="choices-title">{presence.transfer.teams}</h3>}
          <div class="choices">
            {teams.value.map((each) => (
              <label key={each.id} class="choice">
                <input
                  type="radio"
                  name="recipient"
                  checked={isChosen('team', each.id)}
                  onChange={() => setChosen({ kind: 'team', ...each })}
                />
                <span>
                  <strong>{each.name}</strong>
                  <small>{presence.transfer.teamHelp}</small>
                </span>
              </label>
            ))}
          </div>
        </div>
        <label class="field">
          <span>{chosen?.kind === 'team' ? presence.transfer.noteForTeam : words.transferNote}</span>
          <textarea
            class="input"
            rows={2}
            maxLength={2_000}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={chosen === undefined}>
            {words.transfer}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function byRoom(one: Colleague, other: Colleague): number {
  return (
    order.indexOf(one.presence) - order.indexOf(other.presence) ||
    other.capacity - other.load - (one.capacity - one.load)
  )
}
