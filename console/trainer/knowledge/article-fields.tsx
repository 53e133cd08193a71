import type { ComponentChildren } from 'preact'
import { dateTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import type { ArticleForm } from './articles.ts'
import type { EditorModel } from './editor-model.ts'

interface FieldsProps {
  model: EditorModel
  isReadOnly: boolean
}

export function ArticleFields({ model, isReadOnly }: FieldsProps) {
  const words = t().knowledge.fields
  const form = model.form.value
  const set = (name: keyof ArticleForm) => (event: Event) =>
    model.edit({ [name]: (event.currentTarget as HTMLInputElement).value })
  return (
    <fieldset class="editor-fields" disabled={isReadOnly}>
      {model.articleId === undefined && (
        <Field label={words.id} help={words.idHelp}>
          <input
            class="input"
            value={form.id}
            pattern="[a-z0-9][a-z0-9-]*"
            maxLength={100}
            onInput={set('id')}
          />
        </Field>
      )}
      <Field label={words.title}>
        <input
          class="input"
          lang={model.language}
          value={form.title}
          maxLength={300}
          onInput={set('title')}
        />
      </Field>
      <div class="field-row">
        <Field label={words.topic}>
          <input class="input" value={form.topic} maxLength={60} onInput={set('topic')} />
        </Field>
        <Field label={words.validFrom}>
          <input class="input" type="date" value={form.validFrom} onInput={set('validFrom')} />
        </Field>
        <Field label={words.validUntil}>
          <input class="input" type="date" value={form.validUntil} onInput={set('validUntil')} />
        </Field>
      </div>
      <Field label={words.phrasings} help={words.phrasingsHelp}>
        <textarea
          class="input"
          lang={model.language}
          rows={6}
          value={form.phrasings}
          onInput={set('phrasings')}
        />
      </Field>
      <Field label={words.body}>
        <textarea
          class="input editor-body"
          lang={model.language}
          rows={14}
          maxLength={50_000}
          value={form.body}
          onInput={set('body')}
        />
      </Field>
      <Versions model={model} />
    </fieldset>
  )
}

function Versions({ model }: { model: EditorModel }) {
  const words = t().knowledge
  const versions = model.versions.value
  if (versions.length === 0) return null
  return (
    <details class="versions">
      <summary>
        {words.versions} · {versions.length}
      </summary>
      <ul>
        {versions.map((each) => (
          <li key={each.version}>
            {words.version(each.version)} <span class="quiet">{each.updatedBy}</span>{' '}
            <span class="quiet">{dateTime(each.updatedAt)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

interface FieldProps {
  label: string
  help?: string
  children: ComponentChildren
}

function Field({ label, help, children }: FieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="field">
      <span>{label}</span>
      {children}
      {help !== undefined && <small>{help}</small>}
    </label>
  )
}
