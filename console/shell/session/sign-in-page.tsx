import { useState } from 'preact/hooks'
import { t } from '../../texts/texts.ts'
import { LanguageSwitch } from '../account-menu.tsx'
import { Banner, Mark } from '../parts.tsx'
import type { Storage } from '../preferences.ts'
import type { SessionModel, SessionState } from './session-model.ts'

interface SignInProps {
  model: SessionModel
  state: SessionState
  storage: Storage
}

export function SignInPage({ model, state, storage }: SignInProps) {
  const [pasted, setPasted] = useState('')
  const [isBusy, setBusy] = useState(false)
  const words = t().signIn
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    await model.signIn(pasted)
    setBusy(false)
  }
  return (
    <main class="sign-in">
      <form class="sign-in-card" onSubmit={submit}>
        <Mark size={40} />
        <h1>{words.title}</h1>
        <p>{words.help}</p>
        {state.name === 'unreachable' && (
          <Banner tone="risk">
            {words.unreachable} {words.unreachableHelp}
          </Banner>
        )}
        {state.name === 'signed-out' && state.wrong && <Banner tone="risk">{words.wrong}</Banner>}
        <label class="field">
          <span>{words.field}</span>
          <input
            class="input"
            value={pasted}
            placeholder={words.placeholder}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setPasted(event.currentTarget.value)}
          />
        </label>
        <button class="button button-primary" type="submit" disabled={isBusy || pasted.trim() === ''}>
          {words.submit}
        </button>
      </form>
      <LanguageSwitch storage={storage} />
    </main>
  )
}
