import { type Texts, textIn, widgetLanguages } from '#shared/widget-languages.ts'
import { Field } from '../../../shell/fields.tsx'
import type { EditorModel } from './editor-model.ts'

interface SwitchProps {
  label: string
  help?: string | undefined
  isOn: boolean
  onValue: (isOn: boolean) => void
}

export function Switch({ label, help, isOn, onValue }: SwitchProps) {
  return (
    <label class="site-switch">
      <input type="checkbox" checked={isOn} onChange={(event) => onValue(event.currentTarget.checked)} />
      <span>
        {label}
        {help !== undefined && <small>{help}</small>}
      </span>
    </label>
  )
}

interface SegmentsProps<Value extends string> {
  label: string
  help?: string
  values: readonly Value[]
  names: Record<Value, string>
  value: Value
  onValue: (value: Value) => void
}

/** One of a few, all of them in sight. */
export function Segments<Value extends string>({
  label,
  help,
  values,
  names,
  value,
  onValue,
}: SegmentsProps<Value>) {
  return (
    <fieldset class="site-segments">
      <legend>{label}</legend>
      <div class="segments">
        {values.map((each) => (
          <button type="button" key={each} aria-pressed={each === value} onClick={() => onValue(each)}>
            {names[each]}
          </button>
        ))}
      </div>
      {help !== undefined && <small>{help}</small>}
    </fieldset>
  )
}

interface TextsProps {
  model: EditorModel
  label: string
  help?: string | undefined
  problem?: string | undefined
  texts: Texts
  most: number
  lines?: number
  onTexts: (texts: Texts) => void
}

/** A text in the language that is being written; in grey what visitors read where there is none. */
export function TextsField({ model, label, help, problem, texts, most, lines, onTexts }: TextsProps) {
  const code = model.textLanguage.value
  const language = widgetLanguages.find((each) => each.code === code)
  const shared = {
    class: 'input',
    lang: code === 'zh' ? 'zh-Hans' : code,
    dir: language?.direction,
    maxLength: most,
    placeholder: textIn(texts, code),
    value: texts[code] ?? '',
    onInput: (event: { currentTarget: { value: string } }) =>
      onTexts({ ...texts, [code]: event.currentTarget.value }),
  }
  return (
    <Field label={label} help={help} problem={problem}>
      {(control) =>
        lines === undefined ? (
          <input {...control} {...shared} autocomplete="off" />
        ) : (
          <textarea {...control} {...shared} rows={lines} />
        )
      }
    </Field>
  )
}

interface LinesProps {
  model: EditorModel
  label: string
  help?: string | undefined
  problem?: string | undefined
  lists: { en: string[]; zh: string[] } & Partial<Record<string, string[] | undefined>>
  lines: number
  onList: (list: string[]) => void
}

/** Several short texts, one on each line. */
export function LinesField({ model, label, help, problem, lists, lines, onList }: LinesProps) {
  const code = model.textLanguage.value
  const language = widgetLanguages.find((each) => each.code === code)
  const others = textIn(lists as Parameters<typeof textIn<string[]>>[0], code)
  return (
    <Field label={label} help={help} problem={problem}>
      {(control) => (
        <textarea
          {...control}
          class="input"
          lang={code === 'zh' ? 'zh-Hans' : code}
          dir={language?.direction}
          rows={lines}
          placeholder={others.join('\n')}
          value={(lists[code] ?? []).join('\n')}
          onInput={(event) => onList(event.currentTarget.value.split('\n'))}
        />
      )}
    </Field>
  )
}
