import { MessageSquarePlus } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { fitsPage } from '#shared/page-pattern.ts'
import { type ProactiveMessage, siteBounds } from '#shared/site.ts'
import { Field, NumberField } from '../../../shell/fields.tsx'
import { t } from '../../../texts/texts.ts'
import type { EditorModel } from '../editor/editor-model.ts'
import { Switch, TextsField } from '../editor/fields.tsx'
import { problemIn } from '../editor/problems.ts'
import { EditedList } from './edited-list.tsx'
import { newId } from './new-id.ts'

type When = ProactiveMessage['when']

/** What the chat says of its own accord, and when. */
export function ProactiveSection({ model }: { model: EditorModel }) {
  const words = t().sites.proactive
  return (
    <EditedList<ProactiveMessage>
      words={words}
      help={words.help}
      icon={<MessageSquarePlus size={20} />}
      items={model.draft.value.proactive}
      most={siteBounds.proactive}
      round={model.round.value}
      made={() => ({ id: newId('message'), text: { en: '', zh: '' }, when: { secondsOnPage: 30 } })}
      onItems={(proactive) => model.change({ proactive })}
    >
      {(message, place, onMessage) => (
        <Message model={model} place={place} message={message} onMessage={onMessage} />
      )}
    </EditedList>
  )
}

interface MessageProps {
  model: EditorModel
  place: number
  message: ProactiveMessage
  onMessage: (message: ProactiveMessage) => void
}

function Message({ model, place, message, onMessage }: MessageProps) {
  const words = t().sites.proactive
  const problems = model.problems.value
  const path = `proactive.${place}`
  const { when } = message
  /** A condition that is not asked for is not there at all. */
  function ask(condition: Partial<Record<keyof When, When[keyof When]>>): void {
    const next = Object.entries({ ...when, ...condition }).filter(
      ([, value]) => value !== undefined && value !== false,
    )
    onMessage({ ...message, when: Object.fromEntries(next) })
  }
  return (
    <>
      <TextsField
        model={model}
        label={words.text}
        problem={problemIn(problems, `${path}.text`)}
        texts={message.text}
        most={siteBounds.proactiveText}
        lines={2}
        onTexts={(text) => onMessage({ ...message, text })}
      />
      <Pattern
        pattern={when.urlPattern}
        problem={problemIn(problems, `${path}.when.urlPattern`)}
        onPattern={(urlPattern) => ask({ urlPattern })}
      />
      <div class="site-pair">
        <NumberField
          label={words.seconds}
          problem={problemIn(problems, `${path}.when.secondsOnPage`)}
          value={when.secondsOnPage}
          unit={words.secondsUnit}
          most={siteBounds.seconds}
          onValue={(secondsOnPage) => ask({ secondsOnPage })}
        />
        <NumberField
          label={words.cart}
          help={words.cartHelp}
          problem={problemIn(problems, `${path}.when.cartValueAtLeast`)}
          value={when.cartValueAtLeast}
          most={siteBounds.cartValue}
          onValue={(cartValueAtLeast) => ask({ cartValueAtLeast })}
        />
      </div>
      <Switch
        label={words.exit}
        isOn={when.exitIntent === true}
        onValue={(exitIntent) => ask({ exitIntent })}
      />
      <Switch
        label={words.whileOpen}
        isOn={when.onlyWhileOpen === true}
        onValue={(onlyWhileOpen) => ask({ onlyWhileOpen })}
      />
      {problems.get(`${path}.when`) !== undefined && (
        <p class="form-problem" role="alert">
          {problems.get(`${path}.when`)}
        </p>
      )}
    </>
  )
}

interface PatternProps {
  pattern: string | undefined
  problem: string | undefined
  onPattern: (pattern: string | undefined) => void
}

/** A pattern, and an address to hold against it: nobody should have to find out in their shop. */
function Pattern({ pattern, problem, onPattern }: PatternProps) {
  const words = t().sites.proactive
  const [address, setAddress] = useState('')
  const whole = address.includes('://') ? address : `https://${address}`
  const isTried = pattern !== undefined && problem === undefined && address !== '' && URL.canParse(whole)
  const verdict = isTried && (fitsPage(pattern, whole) ? words.fits : words.fitsNot)
  return (
    <div class="site-pair">
      <Field label={words.pattern} help={words.patternHelp} problem={problem}>
        {(control) => (
          <input
            {...control}
            class="input"
            autocomplete="off"
            spellcheck={false}
            maxLength={siteBounds.pattern}
            value={pattern ?? ''}
            onInput={(event) => onPattern(event.currentTarget.value.trim() || undefined)}
          />
        )}
      </Field>
      {pattern !== undefined && (
        <Field label={words.tryPattern} help={verdict || words.tryHelp}>
          {(control) => (
            <input
              {...control}
              class="input"
              autocomplete="off"
              spellcheck={false}
              placeholder="https://shop.example/cart"
              value={address}
              onInput={(event) => setAddress(event.currentTarget.value.trim())}
            />
          )}
        </Field>
      )}
    </div>
  )
}
