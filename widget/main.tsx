import { computed, effect, signal } from '@preact/signals'
import { render } from 'preact'
import type { PublicSite } from '#shared/site.ts'
import type { WidgetLanguage } from '#shared/widget-languages.ts'
import type { PageLine } from './boot/page-line.ts'
import type { Shell } from './boot/shell.ts'
import { createConnection } from './connection.ts'
import type { PageCall } from './frame-protocol.ts'
import { createHost } from './host.ts'
import { createIdentityCalls } from './identity-calls.ts'
import { tellPage } from './page-events.ts'
import { visitorToken } from './session-model.ts'
import { createSound } from './sound/sound.ts'
import { openStorage, type Storage } from './storage.ts'
import type { Texts } from './texts/en.ts'
import { createFormats } from './texts/format.ts'
import { Chat } from './views/chat.tsx'
import { type Widget, WidgetContext } from './views/context.ts'
import { createWidgetModel } from './widget-model.ts'

/** Puts the chat together in the place of the shell. Fails as the network does; then it may be called again. */
export async function startChat(parts: {
  query: URLSearchParams
  siteKey: string
  line: PageLine
  shell: Shell
  site: Promise<PublicSite | undefined>
  wear: (site: PublicSite, line: PageLine) => void
}): Promise<void> {
  const { query, siteKey, line, shell, wear } = parts
  // The server has found the visitor's language, and where its catalogue is: no other one is loaded.
  const { lang: locale, dataset } = document.documentElement
  const language = dataset.language as WidgetLanguage
  const { texts }: { texts: Texts } = await import(/* @vite-ignore */ dataset.texts ?? '')
  const host = createHost(line)
  const storage = await openStorage(siteKey, host)
  if (!line.embedded && window.opener && query.has('opener')) await continueFrom(window.opener, storage)
  const token = visitorToken(storage)
  const connection = createConnection({
    site: siteKey,
    token,
    forgetToken: (used) => model.session.ended(used),
  })
  const settings = signal<PublicSite>()
  const isKnown = signal(false)
  const model = createWidgetModel({ connection, storage, locale, settings, isKnown })

  parts.site.then((site) => {
    settings.value ??= site
    isKnown.value = true
  })
  // The shop asks for consent since just now.
  effect(() => {
    if (model.outbox.messages.value.some(({ refusal }) => refusal?.error === 'forbidden'))
      import('./views/before/read-again.ts').then(
        ({ askNow }) => askNow(model, settings, siteKey),
        // The message says that it was refused, and may be tried again.
        () => undefined,
      )
  })
  const atBottom = signal(true)
  const visible = signal(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', () => {
    visible.value = document.visibilityState === 'visible'
  })

  effect(() => {
    if (host.page.value) model.session.viewPage(host.page.value)
  })
  if (!query.has('preview')) {
    // A shop's passers-by cost no connection: only who wants the chat, or has used it, is connected.
    effect(() => {
      const known = token() !== undefined && host.page.value !== undefined
      if ((known || host.wanted.value) && connection.state.peek().name === 'connecting') connection.start()
    })
    // A page with an open connection cannot wait in the browser's memory for the visitor to come back to it.
    window.addEventListener('pagehide', () => connection.close())
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) connection.start()
    })
  }
  effect(() => {
    model.reading.looking.value = host.opened.value && visible.value && atBottom.value
  })
  effect(() => {
    const shown = host.preview.value
    if (!shown) return
    settings.value = shown
    wear(shown, line)
  })
  effect(() => {
    if (host.opened.value) model.teased.value = shell.teased ?? model.teased.peek()
  })
  effect(() => {
    // What the shop would say by itself waits for the end of a talk.
    dataset.talking = model.conversation.isGoingOn() ? 'yes' : 'no'
  })
  tellPage(model, line)

  const draft = signal(shell.text())
  const toIdentity = createIdentityCalls({
    model,
    storage,
    refused: (call, { error, message }) => host.send('event', ['error', { code: error, call, message }]),
  })
  host.onCall((call: PageCall) => {
    toIdentity(call)
    if (call.type === 'reset') draft.value = ''
    if (call.type === 'prefill') draft.value = call.text
    if (call.type === 'send') model.outbox.send(call.text)
    if (call.type === 'prefill' || call.type === 'send') host.send('open')
  })

  const widget: Widget = {
    model,
    host,
    site: siteKey,
    settings,
    view: computed(() => settings.value ?? model.session.site.value),
    language,
    texts,
    formats: createFormats(locale),
    draft,
    atBottom,
    disclosed: signal<string>(),
    storage,
    sound: createSound({ storage, settings, connection, looking: model.reading.looking }),
  }
  for (const text of shell.takeOver()) model.outbox.send(text)
  // The draft may have grown while the rest was fetched.
  draft.value = shell.text()
  render(
    <WidgetContext value={widget}>
      <Chat />
    </WidgetContext>,
    document.getElementById('app') as HTMLElement,
  )
}

/** The chat goes on in this window: the frame that opened it tells whose it is. */
async function continueFrom(opener: Window, storage: Storage): Promise<void> {
  const { askOpener } = await import('./own-window/ask.ts')
  const token = await askOpener(opener)
  if (token) storage.set('visitor', token)
}
