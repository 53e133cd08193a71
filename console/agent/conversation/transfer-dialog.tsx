import { useEffect, useState } from 'preact/hooks'
import type { Person } from '#shared/people.ts'
import { may } from '#shared/people.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Skeleton } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'

interface TransferProps {
  onTransfer: (person: Person, note: string) => Promise<boolean>
  onClose: () => void
}

/** Gives a conversation to a named colleague. */
export function TransferDialog({ onTransfer, onClose }: TransferProps) {
  const { rest, person: me } = useDesk()
  const [people, setPeople] = useState<Person[] | undefined>(undefined)
  const [chosen, setChosen] = useState<Person | undefined>(undefined)
  const [note, setNote] = useState('')
  const words = t().agent
  useEffect(() => {
    void rest.people().then((result) => {
      const others = result.ok ? result.people : []
      setPeople(others.filter((each) => each.id !== me.id && may(each.role, 'conversations')))
    })
  }, [])
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (chosen === undefined) return
    await onTransfer(chosen, note)
    onClose()
  }
  return (
    <Dialog title={words.transferTitle} onClose={onClose}>
      <form onSubmit={submit}>
        {people === undefined && <Skeleton rows={3} />}
        {people?.length === 0 && <p class="quiet">{words.transferNobody}</p>}
        <div class="choices">
          {people?.map((each) => (
            <label key={each.id} class="choice">
              <input type="radio" name="person" checked={chosen === each} onChange={() => setChosen(each)} />
              <span>
                <strong>{each.name}</strong>
                <small>{t().roles[each.role]}</small>
              </span>
            </label>
          ))}
        </div>
        <label class="field">
          <span>{words.transferNote}</span>
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
