import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { looksLikeEmail } from '#shared/email.ts'
import type { PreChatQuestion } from '#shared/site.ts'
import { textIn } from '#shared/widget-languages.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** As long as a fact of the case file: the protocol's schemas must not come into the browser. */
const longestAnswer = 300

/** What a site wants to know before the first message. What is known already is not asked. */
export function Questions() {
  const { model, settings } = useWidget()
  const { questions: words } = useLaterTexts()
  const given = useSignal<Record<string, string>>({})
  const tried = useSignal(false)
  const form = useRef<HTMLFormElement>(null)
  const asked = (settings.value?.preChat ?? []).filter(
    ({ kind }) => kind !== 'email' || !model.session.told.value?.emailKnown,
  )
  const waits = model.outbox.messages.value.length > 0

  function problemOf({ id, kind, required }: PreChatQuestion): string | undefined {
    const value = given.value[id]?.trim() ?? ''
    if (value === '') return required ? (kind === 'choice' ? words.choose : words.needed) : undefined
    return kind === 'email' && !looksLikeEmail(value) ? words.noEmail : undefined
  }

  function submit(): void {
    tried.value = true
    const wrong = asked.find((question) => problemOf(question))
    if (wrong) {
      const field = form.current?.elements.namedItem(wrong.id)
      const first = field instanceof RadioNodeList ? field[0] : field
      if (first instanceof HTMLElement) first.focus()
      return
    }
    const filled = Object.entries(given.value).map(([id, value]) => [id, value.trim()] as const)
    model.before.answers.value = Object.fromEntries(filled.filter(([, value]) => value !== ''))
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h2 id="before-title">{words.title}</h2>
      {waits && <p class="quiet">{words.waits}</p>}
      {asked.map((question) => (
        <Field
          key={question.id}
          question={question}
          value={given.value[question.id] ?? ''}
          problem={tried.value ? problemOf(question) : undefined}
          change={(value) => {
            given.value = { ...given.value, [question.id]: value }
          }}
        />
      ))}
      <button type="submit" class="button is-primary">
        {words.go}
      </button>
    </form>
  )
}

function Field(props: {
  question: PreChatQuestion
  value: string
  problem: string | undefined
  change: (value: string) => void
}) {
  const { language } = useWidget()
  const { questions: words } = useLaterTexts()
  const { question, value, problem, change } = props
  const { id, kind, label, required, choices } = question
  const name = (
    <>
      <bdi>{textIn(label, language)}</bdi> {!required && <span class="quiet">{words.optional}</span>}
    </>
  )
  const wrong = problem && { 'aria-invalid': true as const, 'aria-describedby': `${id}-problem` }
  const told = problem && (
    <p class="problem" id={`${id}-problem`} role="alert">
      {problem}
    </p>
  )
  if (kind === 'choice') {
    return (
      <fieldset {...wrong}>
        <legend>{name}</legend>
        {(choices ? textIn(choices, language) : []).map((choice) => (
          <label key={choice} class="choice">
            <input
              type="radio"
              name={id}
              value={choice}
              checked={choice === value}
              onChange={() => change(choice)}
            />
            <bdi>{choice}</bdi>
          </label>
        ))}
        {told}
      </fieldset>
    )
  }
  return (
    <label class="field">
      <span>{name}</span>
      <input
        name={id}
        type={kind === 'email' ? 'email' : 'text'}
        autoComplete={kind === 'email' ? 'email' : 'off'}
        maxLength={longestAnswer}
        dir="auto"
        required={required}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
        {...wrong}
      />
      {told}
    </label>
  )
}
