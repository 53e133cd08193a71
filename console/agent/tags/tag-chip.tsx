import './tags.css'
import { X } from 'lucide-preact'
import type { Tag } from '#shared/tags.ts'
import { number } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

/** A tag with its colour; with `onRemove` it can be taken off. */
export function TagChip({ tag, onRemove }: { tag: Pick<Tag, 'name' | 'colour'>; onRemove?: () => void }) {
  return (
    <span class={`tag tag-${tag.colour}`} title={tag.name}>
      <span class="tag-name">{tag.name}</span>
      {onRemove !== undefined && (
        <button type="button" aria-label={t().wrapUp.tag.remove(tag.name)} onClick={onRemove}>
          <X size={12} />
        </button>
      )}
    </span>
  )
}

/** The first tags of several, and how many more there are. */
export function TagChips({ tags, most }: { tags: readonly Tag[]; most: number }) {
  const rest = tags.slice(most)
  return (
    <>
      {tags.slice(0, most).map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {rest.length > 0 && (
        <span class="tag tag-grey" title={rest.map(({ name }) => name).join(' · ')}>
          +{number(rest.length)}
        </span>
      )}
    </>
  )
}
