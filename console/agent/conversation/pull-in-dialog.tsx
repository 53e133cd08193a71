import '../presence/presence.css'
import { useEffect, useState } from 'preact/hooks'
import type { HelpingTeam } from '#shared/team.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'
import { teamName } from '../attention/attention-text.ts'

interface PullInProps {
  helpers: readonly HelpingTeam[]
  onPullIn: (team: { id: string; name: string }) => Promise<boolean>
  onRelease: (team: string) => Promise<boolean>
  onClose: () => void
}

/** Asks a team to help beside the owner, and lets one go that helped. */
export function PullInDialog({ helpers, onPullIn, onRelease, onClose }: PullInProps) {
  const { teams, load } = useDesk().tools.presence
  const [chosen, setChosen] = useState<{ id: string; name: string } | undefined>(undefined)
  const words = t().presence.pullIn
  useEffect(() => void load(), [])
  const others = teams.value.filter(({ id, name }) => {
    return !helpers.some((each) => each.teamId === id || each.name === name)
  })
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (chosen !== undefined && (await onPullIn(chosen))) onClose()
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form onSubmit={submit}>
        <p class="quiet">{words.help}</p>
        {helpers.length > 0 && <h3 class="choices-title">{words.helping}</h3>}
        {helpers.map(({ name }) => (
          <div key={name} class="helping">
            <span>{teamName(name)}</span>
            <button
              type="button"
              class="button"
              aria-label={words.release(teamName(name))}
              onClick={() => void onRelease(name)}
            >
              {words.letGo}
            </button>
          </div>
        ))}
        {others.length === 0 && <p class="quiet">{words.none}</p>}
        {others.length > 0 && <h3 class="choices-title">{t().presence.transfer.teams}</h3>}
        <div class="choices transfer-choices">
          {others.map((each) => (
            <label key={each.id} class="choice">
              <input
                type="radio"
                name="team"
                checked={chosen?.id === each.id}
                onChange={() => setChosen(each)}
              />
              <span>
                <strong>{each.name}</strong>
              </span>
            </label>
          ))}
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={chosen === undefined}>
            {words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
