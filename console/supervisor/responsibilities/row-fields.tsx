import {
  actions,
  type CouponLimit,
  leads,
  moneyActions,
  plainTopic,
  type ResponsibilityRow,
} from '#shared/responsibility.ts'
import { Field, NumberField } from '../../shell/fields.tsx'
import { t } from '../../texts/texts.ts'
import { MoneyField } from './fields.tsx'
import type { ResponsibilitiesModel } from './responsibilities-model.ts'
import { topicName } from './words.ts'

/** The currency that the list names elsewhere. */
export function currencyIn(model: ResponsibilitiesModel): string {
  const rows = model.draft.value?.rows ?? []
  const named = rows.map((row) => row.refundUpTo?.currency ?? row.couponUpTo?.amount?.currency)
  return named.find((code) => code !== undefined) ?? 'USD'
}

interface TopicProps {
  model: ResponsibilitiesModel
  row: ResponsibilityRow
  problem: string | undefined
  onTopic: (topic: string) => void
}

/** What the new row leads: suggested from the articles and the actions that have none. */
export function TopicField({ model, row, problem, onTopic }: TopicProps) {
  const words = t().responsibilities
  const taken = new Set(model.draft.value?.rows.map((each) => plainTopic(each.topic)))
  const known = [...(model.view.value?.topics.map(({ topic }) => topic) ?? []), ...actions]
  const free = [...new Set(known)].filter((topic) => !taken.has(plainTopic(topic)))
  const isUnknown = model.unknown.value.has(row.topic) && row.topic !== ''
  return (
    <Field
      label={words.fields.topic}
      help={words.topicHelp}
      warning={isUnknown ? words.unknown : undefined}
      problem={row.topic === '' ? undefined : problem}
    >
      {(control) => (
        <>
          <input
            {...control}
            class="input rule-name"
            list="rule-topics"
            maxLength={60}
            autocomplete="off"
            value={row.topic}
            onInput={(event) => onTopic(event.currentTarget.value)}
          />
          <datalist id="rule-topics">
            {free.map((topic) => (
              <option key={topic} value={topic}>
                {topicName(topic)}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

interface LeadProps {
  row: ResponsibilityRow
  place: number
  problem: string | undefined
  onLead: (lead: ResponsibilityRow['lead']) => void
}

export function LeadField({ row, place, problem, onLead }: LeadProps) {
  const words = t().responsibilities
  const isMoney = moneyActions.has(plainTopic(row.topic))
  return (
    <fieldset class="rule-leads">
      <legend>{words.fields.lead}</legend>
      {leads.map((lead) => (
        <label key={lead} class="choice">
          <input
            type="radio"
            name={`lead-${place}`}
            checked={row.lead === lead}
            disabled={isMoney && lead === 'assistant' && row.lead !== lead}
            onChange={() => onLead(lead)}
          />
          <span>
            {words.leads[lead]}
            <small>{isMoney && lead === 'assistant' ? words.moneyWhy : words.leadHelp[lead]}</small>
          </span>
        </label>
      ))}
      {problem !== undefined && <p class="form-problem">{problem}</p>}
    </fieldset>
  )
}

interface CouponProps {
  value: CouponLimit | undefined
  problem: string | undefined
  currency: string
  onValue: (value: CouponLimit | undefined) => void
}

export function CouponFields({ value, problem, currency, onValue }: CouponProps) {
  const words = t().responsibilities
  function give(next: CouponLimit): void {
    onValue(next.percent === undefined && next.amount === undefined ? undefined : next)
  }
  return (
    <>
      <NumberField
        label={words.fields.percentOff}
        help={words.limitHelp}
        problem={problem}
        value={value?.percent}
        unit="%"
        least={1}
        most={100}
        onValue={(percent = Number.NaN) =>
          give({ ...value, percent: Number.isNaN(percent) ? undefined : percent })
        }
      />
      <MoneyField
        label={words.fields.amountOff}
        value={value?.amount}
        currency={currency}
        onValue={(amount) => give({ ...value, amount })}
      />
    </>
  )
}

export function NoteFields({
  row,
  onNote,
}: {
  row: ResponsibilityRow
  onNote: (note: ResponsibilityRow['note']) => void
}) {
  const words = t().responsibilities
  const note = row.note ?? { en: '', zh: '' }
  const give = (next: { en: string; zh: string }) => onNote(next.en || next.zh ? next : undefined)
  return (
    <>
      <TextField
        label={words.fields.noteEn}
        longest={300}
        value={note.en}
        onText={(en) => give({ ...note, en })}
      />
      <TextField
        label={words.fields.noteZh}
        longest={300}
        value={note.zh}
        onText={(zh) => give({ ...note, zh })}
      />
    </>
  )
}

interface TextProps {
  label: string
  help?: string
  longest: number
  value: string
  onText: (text: string) => void
}

export function TextField({ label, help, longest, value, onText }: TextProps) {
  return (
    <Field label={label} help={help}>
      {(control) => (
        <input
          {...control}
          class="input"
          maxLength={longest}
          value={value}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
