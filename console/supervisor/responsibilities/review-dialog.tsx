import { useState } from 'preact/hooks'
import type { FailureResult } from '#shared/result.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { number } from '../../shell/format.ts'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import { ChangeList } from './change-list.tsx'
import type { ResponsibilitiesModel } from './responsibilities-model.ts'
import { topicName } from './words.ts'

interface ReviewProps {
  model: ResponsibilitiesModel
  onSaved: (version: number) => void
  onClose: () => void
}

/** What would change, before it does; and where somebody else was first, what they changed beside it. */
export function ReviewDialog({ model, onSaved, onClose }: ReviewProps) {
  const words = t().responsibilities
  const isStale = model.isStale.value
  return (
    <Dialog title={isStale ? words.staleTitle : words.reviewTitle} onClose={onClose}>
      {isStale ? (
        <Compare model={model} onClose={onClose} />
      ) : (
        <Review model={model} onSaved={onSaved} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Review({ model, onSaved, onClose }: ReviewProps) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const words = t().responsibilities
  const next = (model.base.value?.version ?? 0) + 1
  const problems = model.issues.value.length
  const unknown = [...model.unknown.value]
  async function save(): Promise<void> {
    setBusy(true)
    const failed = await model.save()
    setBusy(false)
    setFailure(failed)
    if (failed !== undefined || model.isStale.value) return
    onSaved(next)
    onClose()
  }
  return (
    <div class="dialog-body rule-review">
      <ChangeList changes={model.mine.value} />
      {unknown.length > 0 && (
        <Banner tone="waiting">
          {unknown.map(topicName).join(', ')}: {words.unknown}
        </Banner>
      )}
      {problems > 0 && <Banner tone="risk">{words.toMend(number(problems))}</Banner>}
      {failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
      <p class="quiet">{words.reviewHelp(number(next))}</p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t().common.cancel}
        </button>
        <button
          type="button"
          class="button button-primary"
          disabled={isBusy || problems > 0 || model.mine.value.length === 0}
          onClick={() => void save()}
        >
          {words.putInForce}
        </button>
      </div>
    </div>
  )
}

function Compare({ model, onClose }: Pick<ReviewProps, 'model' | 'onClose'>) {
  const words = t().responsibilities
  const view = model.view.value
  if (view === undefined) return null
  const version = number(view.list.version)
  return (
    <div class="dialog-body rule-review">
      <p>{words.stale(view.made?.by ?? '', version)}</p>
      <section>
        <h3>{words.theirs}</h3>
        <ChangeList changes={model.theirs.value} />
      </section>
      <section>
        <h3>{words.mine}</h3>
        <ChangeList changes={model.mine.value} />
      </section>
      <div class="dialog-foot">
        <button
          type="button"
          class="button"
          onClick={() => {
            model.discard()
            onClose()
          }}
        >
          {words.keepTheirs}
        </button>
        <button type="button" class="button button-primary" onClick={() => model.rebase()}>
          {words.applyMine(version)}
        </button>
      </div>
    </div>
  )
}
