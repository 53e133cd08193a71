import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { roles } from '#shared/people.ts'
import { mayRefund, plainTopic, type ResponsibilityRow } from '#shared/responsibility.ts'
import type { ListIssue } from '#shared/responsibility-issues.ts'
import { Field } from '../../shell/fields.tsx'
import { t } from '../../texts/texts.ts'
import { MoneyField, ShareField } from './fields.tsx'
import type { ResponsibilitiesModel } from './responsibilities-model.ts'
import { CouponFields, currencyIn, LeadField, NoteFields, TextField, TopicField } from './row-fields.tsx'
import { roleName, topicName } from './words.ts'

interface EditorProps {
  model: ResponsibilitiesModel
  place: number
  row: ResponsibilityRow
  onClose: () => void
}

/** One row, changed where it stands. Every change is in the draft at once; nothing is in force before it is saved. */
export function RowEditor({ model, place, row, onClose }: EditorProps) {
  const [before] = useState(row)
  const form = useRef<HTMLFormElement>(null)
  const words = t().responsibilities
  const isNew = before.topic === ''
  const topic = plainTopic(row.topic)
  const issues = model.issues.value.filter((issue) => issue.row === place)
  const set = (more: Partial<ResponsibilityRow>) => model.setRow(place, { ...row, ...more })
  const problemOf = (field: ListIssue['field']) => {
    const issue = issues.find((each) => each.field === field)
    return issue && words.problems[issue.problem]
  }
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('input:checked, input')?.focus()
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  function cancel(): void {
    if (isNew) model.removeRow(place)
    else model.setRow(place, before)
    onClose()
  }
  return (
    <tr class="rule-editor">
      <td colSpan={6}>
        <form
          ref={form}
          aria-label={isNew ? words.add : words.editRow(topicName(before.topic))}
          onSubmit={(event) => {
            event.preventDefault()
            if (issues.length === 0) onClose()
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') cancel()
          }}
        >
          {isNew ? (
            <TopicField
              model={model}
              row={row}
              problem={problemOf('topic')}
              onTopic={(next) => set({ topic: next })}
            />
          ) : (
            <strong>{topicName(row.topic)}</strong>
          )}
          <LeadField row={row} place={place} problem={problemOf('lead')} onLead={(lead) => set({ lead })} />
          <div class="rule-fields">
            <Field label={words.fields.accountable} problem={problemOf('accountable')}>
              {(control) => (
                <select
                  {...control}
                  class="input"
                  value={row.accountable}
                  onChange={(event) => set({ accountable: event.currentTarget.value })}
                >
                  {[...new Set([...roles, before.accountable])].map((role) => (
                    <option key={role} value={role}>
                      {roleName(role)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <ShareField
              label={words.fields.answerAt}
              problem={problemOf('answerAt')}
              value={row.answerAt}
              onValue={(answerAt) => set({ answerAt })}
            />
            <TextField
              label={words.fields.team}
              help={words.teamHelp}
              longest={60}
              value={row.team ?? ''}
              onText={(team) => set({ team: team === '' ? undefined : team })}
            />
            {mayRefund(topic) && (
              <MoneyField
                label={words.fields.refundUpTo}
                help={topic === 'return' ? words.returnHelp : words.limitHelp}
                problem={problemOf('refundUpTo')}
                value={row.refundUpTo}
                currency={currencyIn(model)}
                onValue={(refundUpTo) => set({ refundUpTo })}
              />
            )}
            {topic === 'coupon' && (
              <CouponFields
                value={row.couponUpTo}
                problem={problemOf('couponUpTo')}
                currency={currencyIn(model)}
                onValue={(couponUpTo) => set({ couponUpTo })}
              />
            )}
            <NoteFields row={row} onNote={(note) => set({ note })} />
          </div>
          <div class="dialog-foot">
            {topic !== '*' && (
              <button
                type="button"
                class="button button-risk rule-remove"
                title={words.removed}
                onClick={() => {
                  model.removeRow(place)
                  onClose()
                }}
              >
                {words.remove}
              </button>
            )}
            <button type="button" class="button" onClick={cancel}>
              {t().common.cancel}
            </button>
            <button type="submit" class="button button-primary" disabled={issues.length > 0}>
              {words.done}
            </button>
          </div>
        </form>
      </td>
    </tr>
  )
}
