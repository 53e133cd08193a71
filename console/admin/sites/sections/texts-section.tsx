import { siteBounds, type Texts } from '#shared/site.ts'
import { type WidgetLanguage, widgetLanguageCodes, widgetLanguages } from '#shared/widget-languages.ts'
import { number } from '../../../shell/format.ts'
import { t } from '../../../texts/texts.ts'
import type { EditorModel } from '../editor/editor-model.ts'
import { LinesField, TextsField } from '../editor/fields.tsx'
import { problemIn } from '../editor/problems.ts'

const fields = ['title', 'assistantName', 'greeting', 'offlineText'] as const

/** Which languages visitors are offered, and what the site says in each. */
export function TextsSection({ model }: { model: EditorModel }) {
  const words = t().sites.texts
  const { draft, textLanguage, problems } = model
  const site = draft.value
  const code = textLanguage.value
  const name = widgetLanguages.find((each) => each.code === code)?.name ?? code
  const written = fields.filter((field) => site[field][code]?.trim()).length
  const suggested = site.suggestions[code]?.some((line) => line.trim() !== '') ? 1 : 0
  const text = (field: (typeof fields)[number], label: string, help: string | undefined, lines?: number) => (
    <TextsField
      model={model}
      label={label}
      help={help}
      problem={problemIn(problems.value, field)}
      texts={site[field]}
      most={siteBounds.text}
      {...(lines !== undefined && { lines })}
      onTexts={(texts: Texts) => model.change({ [field]: texts })}
    />
  )
  return (
    <>
      <Languages model={model} />
      <div class="site-language-head">
        <h3>{name}</h3>
        <span class="quiet">{words.written(number(written + suggested), number(fields.length + 1))}</span>
        <p class="quiet">{words.fallback(name)}</p>
      </div>
      {text('title', words.titleField, words.titleHelp)}
      {text('assistantName', words.assistantName, words.assistantHelp)}
      {text('greeting', words.greeting, undefined, 2)}
      <LinesField
        model={model}
        label={words.suggestions}
        help={words.suggestionsHelp}
        problem={problemIn(problems.value, 'suggestions')}
        lists={site.suggestions}
        lines={4}
        onList={(list) => model.change({ suggestions: { ...site.suggestions, [code]: list } })}
      />
      {text('offlineText', words.offlineText, words.offlineHelp, 3)}
    </>
  )
}

function Languages({ model }: { model: EditorModel }) {
  const words = t().sites.texts
  const { languages } = model.draft.value
  const problem = problemIn(model.problems.value, 'languages')
  function offer(code: WidgetLanguage, isOffered: boolean): void {
    model.offer(isOffered ? [...languages, code] : languages.filter((each) => each !== code))
  }
  return (
    <fieldset class="site-languages">
      <legend>{words.languages}</legend>
      <p class={problem === undefined ? 'quiet' : 'form-problem'}>{problem ?? words.languagesHelp}</p>
      <div class="site-language-grid">
        {widgetLanguages.map(({ code, name }) => (
          <label key={code}>
            <input
              type="checkbox"
              checked={languages.includes(code)}
              onChange={(event) => offer(code, event.currentTarget.checked)}
            />
            <span lang={code}>{name}</span>
          </label>
        ))}
      </div>
      <div class="site-row">
        <button type="button" class="link" onClick={() => model.offer(widgetLanguageCodes)}>
          {words.all}
        </button>
        <button type="button" class="link" onClick={() => model.offer(['en', 'zh'])}>
          {words.none}
        </button>
      </div>
    </fieldset>
  )
}
