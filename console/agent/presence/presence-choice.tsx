import './presence.css'
import { type Presence, presenceChoices } from '#shared/presence.ts'
import { t } from '../../texts/texts.ts'
import type { PresenceModel } from './presence-model.ts'

export function presenceText(presence: Presence): string {
  return t().presence.names[presence]
}

/** Its form differs as well as its colour: full, half, barred, hollow. */
export function PresenceDot({ presence }: { presence: Presence }) {
  return <i class={`presence-dot presence-${presence}`} aria-hidden="true" />
}

/** What one says of oneself, in the account menu. */
export function PresenceRow({ model }: { model: PresenceModel }) {
  const words = t().presence
  const mine = model.mine.value
  return (
    <div class="menu-row">
      <span>{words.mine}</span>
      <fieldset class="presence-choices" aria-label={words.mine}>
        {presenceChoices.map((each) => (
          <button
            type="button"
            key={each}
            aria-pressed={mine === each}
            title={words.help[each]}
            onClick={() => void model.choose(each)}
          >
            <PresenceDot presence={each} />
            {words.names[each]}
          </button>
        ))}
      </fieldset>
      <small role="status">{model.isRefused.value ? words.notKept : words.help[mine]}</small>
    </div>
  )
}
