import { Plus, X } from 'lucide-preact'
import type { Hours, Weekday } from '#shared/hours.ts'
import { hoursBounds } from '#shared/hours-edit.ts'
import { t } from '../../texts/texts.ts'

/** What a day or a week begins with. */
export const workday = { from: '09:00', to: '18:00' }

interface DayProps {
  name: string
  blocks: Hours['week'][Weekday]
  problem: string | undefined
  onBlocks: (blocks: Hours['week'][Weekday]) => void
}

/** The blocks of one weekday. */
export function Day({ name, blocks, problem, onBlocks }: DayProps) {
  const words = t().sites.hours
  return (
    <fieldset class="hours-day" aria-label={name}>
      <span class="hours-day-name">{name}</span>
      <div class="hours-blocks">
        {blocks.length === 0 && <span class="quiet">{words.closed}</span>}
        {blocks.map((block, place) => (
          <span class="hours-block" key={place}>
            {(['from', 'to'] as const).map((end) => (
              <input
                key={end}
                class="input"
                type="time"
                required
                aria-label={words[end](name)}
                value={block[end]}
                onInput={(event) =>
                  onBlocks(blocks.with(place, { ...block, [end]: event.currentTarget.value }))
                }
              />
            ))}
            <button
              type="button"
              class="icon-button"
              aria-label={words.removeBlock(name)}
              onClick={() => onBlocks(blocks.filter((_, other) => other !== place))}
            >
              <X size={14} />
            </button>
            {block.to <= block.from && block.to !== '' && (
              <small>{block.to === block.from ? words.aroundTheClock : words.overnight}</small>
            )}
          </span>
        ))}
        {problem !== undefined && <small class="form-problem">{problem}</small>}
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={words.addBlock(name)}
        disabled={blocks.length >= hoursBounds.blocks}
        onClick={() =>
          onBlocks([...blocks, blocks.length === 0 ? { ...workday } : { from: '19:00', to: '21:00' }])
        }
      >
        <Plus size={14} />
      </button>
    </fieldset>
  )
}
