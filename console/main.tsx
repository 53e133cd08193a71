import './tokens.css'
import './shell/look/base.css'
import './shell/look/parts.css'
import './shell/look/fields.css'
import './shell/look/dialog.css'
import './shell/look/shell.css'
import './shell/look/layout.css'
import { effect, untracked } from '@preact/signals'
import { render } from 'preact'
import { createDeskTools, type DeskTools } from './agent/tools.ts'
import { type DeskConnection, openConnection } from './connection.ts'
import { createFetchCall, createRest, type Rest } from './rest.ts'
import { App } from './shell/app.tsx'
import { tick } from './shell/format.ts'
import { browserStorage, followPreferences } from './shell/preferences.ts'
import { createSessionModel, type SessionState } from './shell/session/session-model.ts'
import { SignInPage } from './shell/session/sign-in-page.tsx'

/** Milliseconds between two tries while the server cannot be reached. */
const retryAfter = 5_000

/** Pages that links lead to, whoever is signed in; they come when they are opened. */
const linkPages: Record<string, (root: HTMLElement, rest: Rest) => Promise<void>> = {
  async '/console/invitation'(root, rest) {
    const { InvitationPage } = await import('./shell/session/invitation-page.tsx')
    const page = { rest, storage: browserStorage, token: location.hash.slice(1) }
    render(<InvitationPage {...page} onDone={() => location.replace('/console/')} />, root)
  },
  async '/console/password'(root, rest) {
    const { ResetPage } = await import('./shell/session/reset-page.tsx')
    render(<ResetPage rest={rest} storage={browserStorage} token={location.hash.slice(1)} />, root)
  },
}

function start(root: HTMLElement): void {
  followPreferences(browserStorage)
  setInterval(tick, 30_000)

  const rest = createRest(
    createFetchCall(
      () => session.signedOut(),
      () => void session.refresh(),
    ),
  )
  const link = linkPages[location.pathname]
  if (link !== undefined) return void link(root, rest)
  const session = createSessionModel(rest)
  let connection: DeskConnection | undefined
  let tools: DeskTools | undefined

  function draw(state: SessionState): void {
    if (state.name === 'signed-in') {
      if (connection === undefined) {
        connection = openConnection()
        connection.listen('session:changed', () => void session.refresh())
      }
      const { person, workspace, attachmentLimit } = state.session
      tools ??= createDeskTools({ connection, rest, storage: browserStorage, person })
      const storage = browserStorage
      const desk = { person, workspace, attachmentLimit, connection, rest, session, storage, tools }
      render(<App desk={desk} />, root)
    } else if (state.name === 'loading') render(null, root)
    else render(<SignInPage {...{ session, state, rest }} storage={browserStorage} />, root)
  }

  effect(() => {
    const state = session.state.value
    if (state.name !== 'signed-in') {
      untracked(() => tools?.dispose())
      tools = undefined
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
