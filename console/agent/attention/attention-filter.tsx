import './attention.css'
import type { Signal } from '@preact/signals'
import type { InboxRow } from '#shared/protocol.ts'
import { number } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { groupsOf } from './attention-groups.ts'
import { teamName } from './attention-text.ts'

interface FilterProps {
  rows: readonly InboxRow[]
  /** Whose conversations are listed; everybody's while it is `undefined`. */
  group: Signal<string | undefined>
}

/** Over the list of what needs attention: a supervisor, or a team that was asked to join, sees what is for them. */
export function AttentionFilter({ rows, group }: FilterProps) {
  const words = t().watch
  const groups = groupsOf(rows)
  if (groups.length === 0 && group.value === undefined) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; these are buttons
    <div class="attention-groups" role="group" aria-label={words.groups}>
      {[{ group: undefined, count: rows.length }, ...groups].map((each) => (
        <button
          key={each.group ?? ''}
          type="button"
          class="attention-group"
          aria-pressed={group.value === each.group}
          onClick={() => {
            group.value = each.group
          }}
        >
          {each.group === undefined ? words.everybody : teamName(each.group)}
          <span class="count">{number(each.count)}</span>
        </button>
      ))}
    </div>
  )
}
