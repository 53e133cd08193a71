import { useState } from 'preact/hooks'
import type { FailureResult } from '#shared/result.ts'
import { type TagColour, type TagUse, tagBounds, tagColours } from '#shared/tags.ts'
import { TagChip } from '../../agent/tags/tag-chip.tsx'
import { Dialog } from '../../shell/dialog.tsx'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import type { TagsPageModel } from './tags-page-model.ts'

interface TagDialogProps {
  model: TagsPageModel
  tag: TagUse
  onClose: () => void
}

/** Name, colour and end of one tag. */
export function TagDialog({ model, tag, onClose }: TagDialogProps) {
  const words = t().wrapUp.page
  const [name, setName] = useState(tag.name)
  const [colour, setColour] = useState<TagColour>(tag.colour)
  const [isMerging, setMerging] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  /** As it is now, so that saving again after a conflict is meant. */
  const newest = () => model.tags.value?.find(({ id }) => id === tag.id) ?? tag

  async function run(request: () => Promise<FailureResult | undefined>): Promise<void> {
    setBusy(true)
    const refused = await request()
    setBusy(false)
    setFailure(refused)
    if (refused === undefined) onClose()
  }
  if (isMerging) {
    const others = (model.tags.value ?? []).filter(
      (each) => each.id !== tag.id && each.archivedAt === undefined,
    )
    return (
      <MergeTag
        tag={tag}
        others={others}
        isBusy={isBusy}
        failure={failure}
        onMerge={(into) => void run(() => model.merge(newest(), into))}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog key="edit" title={words.edit} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run(() => model.save(newest(), name, colour))
        }}
      >
        <label class="field">
          <span>{words.name}</span>
          <input
            autofocus
            class="input"
            maxLength={tagBounds.name}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <fieldset class="wrap-up-field">
          <legend>{words.colour}</legend>
          <div class="pills">
            {tagColours.map((each) => (
              <label key={each} class="pill">
                <input
                  type="radio"
                  name="colour"
                  checked={each === colour}
                  onChange={() => setColour(each)}
                />
                <span class={`tag-dot tag-${each}`} />
                <span>{words.colours[each]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <div>
          <TagChip tag={{ name: name.trim() || tag.name, colour }} />
        </div>
        <Refused failure={failure} />
        <div class="dialog-foot">
          <button
            type="button"
            class="button foot-first"
            disabled={isBusy}
            onClick={() => void run(() => model.archive(newest(), tag.archivedAt === undefined))}
          >
            {tag.archivedAt === undefined ? words.archive : words.restore}
          </button>
          <button type="button" class="button" onClick={() => setMerging(true)}>
            {words.merge}
          </button>
          <button type="submit" class="button button-primary" disabled={isBusy || name.trim() === ''}>
            {t().common.save}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface MergeProps {
  tag: TagUse
  others: readonly TagUse[]
  isBusy: boolean
  failure: FailureResult | undefined
  onMerge: (into: string) => void
  onClose: () => void
}

function MergeTag({ tag, others, isBusy, failure, onMerge, onClose }: MergeProps) {
  const words = t().wrapUp.page
  const [into, setInto] = useState(others[0]?.id ?? '')
  return (
    <Dialog key="merge" title={words.merge} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onMerge(into)
        }}
      >
        <label class="field">
          <span>{words.mergeInto}</span>
          <select
            autofocus
            class="input"
            value={into}
            onChange={(event) => setInto(event.currentTarget.value)}
          >
            {others.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        <p class="quiet">{words.mergeHelp(tag.name)}</p>
        <Refused failure={failure} />
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-risk" disabled={isBusy || into === ''}>
            {t().wrapUp.merge.submit}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Refused({ failure }: { failure: FailureResult | undefined }) {
  if (failure === undefined) return null
  return (
    <Banner tone="risk">
      {failure.error === 'conflict' ? t().wrapUp.page.changedMeanwhile : failureText(failure)}
    </Banner>
  )
}
