import { MessageCircleQuestion } from 'lucide-preact'
import { type PreChatQuestion, questionKinds, siteBounds } from '#shared/site.ts'
import { Field } from '../../../shell/fields.tsx'
import { t } from '../../../texts/texts.ts'
import type { EditorModel } from '../editor/editor-model.ts'
import { LinesField, Switch, TextsField } from '../editor/fields.tsx'
import { problemIn } from '../editor/problems.ts'
import { EditedList } from './edited-list.tsx'
import { newId } from './new-id.ts'

/** What a visitor is asked and told before the first message. */
export function BeforeSection({ model }: { model: EditorModel }) {
  const words = t().sites.before
  return (
    <>
      <section class="site-part">
        <h3>{words.questions}</h3>
        <EditedList<PreChatQuestion>
          words={words}
          help={words.questionsHelp}
          icon={<MessageCircleQuestion size={20} />}
          items={model.draft.value.preChat}
          most={siteBounds.questions}
          round={model.round.value}
          made={() => ({ id: newId('question'), label: { en: '', zh: '' }, kind: 'text', required: false })}
          onItems={(preChat) => model.change({ preChat })}
        >
          {(question, place, onQuestion) => (
            <Question model={model} place={place} question={question} onQuestion={onQuestion} />
          )}
        </EditedList>
      </section>
      <Consent model={model} />
    </>
  )
}

interface QuestionProps {
  model: EditorModel
  place: number
  question: PreChatQuestion
  onQuestion: (question: PreChatQuestion) => void
}

function Question({ model, place, question, onQuestion }: QuestionProps) {
  const words = t().sites.before
  const problems = model.problems.value
  const path = `preChat.${place}`
  const choices = question.choices ?? { en: [], zh: [] }
  return (
    <>
      <TextsField
        model={model}
        label={words.label}
        problem={problemIn(problems, `${path}.label`)}
        texts={question.label}
        most={siteBounds.label}
        onTexts={(label) => onQuestion({ ...question, label })}
      />
      <Field label={words.kind}>
        {(control) => (
          <select
            {...control}
            class="input site-kind"
            value={question.kind}
            onChange={(event) => {
              const kind = questionKinds.find((each) => each === event.currentTarget.value) ?? 'text'
              onQuestion({ ...question, kind })
            }}
          >
            {questionKinds.map((kind) => (
              <option key={kind} value={kind}>
                {words.kinds[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {question.kind === 'choice' && (
        <LinesField
          model={model}
          label={words.choices}
          help={words.choicesHelp}
          problem={problemIn(problems, `${path}.choices`)}
          lists={choices}
          lines={3}
          onList={(list) =>
            onQuestion({ ...question, choices: { ...choices, [model.textLanguage.value]: list } })
          }
        />
      )}
      <Switch
        label={words.required}
        isOn={question.required}
        onValue={(required) => onQuestion({ ...question, required })}
      />
    </>
  )
}

function Consent({ model }: { model: EditorModel }) {
  const words = t().sites.before
  const { consent } = model.draft.value
  const problems = model.problems.value
  return (
    <section class="site-part">
      <h3>{words.consent}</h3>
      <p class="quiet">{words.consentHelp}</p>
      <Switch
        label={words.consentOn}
        isOn={consent !== undefined}
        onValue={(isOn) => model.change({ consent: isOn ? { text: { en: '', zh: '' } } : undefined })}
      />
      {consent !== undefined && (
        <>
          <TextsField
            model={model}
            label={words.consentText}
            problem={problemIn(problems, 'consent.text')}
            texts={consent.text}
            most={siteBounds.consentText}
            lines={3}
            onTexts={(text) => model.change({ consent: { ...consent, text } })}
          />
          <Field label={words.address} problem={problemIn(problems, 'consent.address')}>
            {(control) => (
              <input
                {...control}
                class="input"
                type="url"
                inputMode="url"
                autocomplete="off"
                placeholder="https://shop.example/privacy"
                maxLength={siteBounds.address}
                value={consent.address ?? ''}
                onInput={(event) =>
                  model.change({ consent: { ...consent, address: event.currentTarget.value } })
                }
              />
            )}
          </Field>
        </>
      )}
    </section>
  )
}
