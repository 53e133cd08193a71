import './tokens.css'
import './shell/look/base.css'
import './shell/look/parts.css'
import './shell/look/fields.css'
import './shell/look/dialog.css'
import './shell/look/shell.css'
import './shell/look/layout.css'
import { effect, untracked } from '@preact/signals'
import { render } from 'preact'
import { type DeskConnection, openConnection } from './connection.ts'
import { createFetchCall, createRest } from './rest.ts'
import { App } from './shell/app.tsx'
import { now } from './shell/format.ts'
import { browserStorage, followPreferences } from './shell/preferences.ts'
import { createSessionModel, type SessionState } from './shell/session/session-model.ts'
import { SignInPage } from './shell/session/sign-in-page.tsx'

/** Milliseconds between two tries while the server cannot be reached. */
const retryAfter = 5_000

function start(root: HTMLElement): void {
  followPreferences(browserStorage)
  setInterval(() => {
    now.value = Date.now()
  }, 30_000)

  const rest = createRest(createFetchCall(() => session.signedOut()))
  const session = createSessionModel(rest)
  let connection: DeskConnection | undefined

  function draw(state: SessionState): void {
    if (state.name === 'signed-in') {
      connection ??= openConnection()
      const { person, workspace, attachmentLimit } = state.session
      const desk = { person, workspace, attachmentLimit, connection, rest, session, storage: browserStorage }
      render(<App desk={desk} />, root)
    } else if (state.name === 'loading') render(null, root)
    else render(<SignInPage model={session} state={state} storage={browserStorage} />, root)
  }

  effect(() => {
    const state = session.state.value
    if (state.name !== 'signed-in') {
      connection?.close()
      connection = undefined
    }
    if (state.name === 'unreachable') setTimeout(session.load, retryAfter)
    // Drawing reads signals of its own; this effect follows the session only.
    untracked(() => draw(state))
  })
  void session.load()
}

const root = document.getElementById('desk')
if (root !== null) start(root)
