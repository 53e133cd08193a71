import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import './tokens.css'
import './styles/frame.css'
import './styles/conversation.css'
import './styles/welcome.css'
import './styles/composer.css'
import { createConnection } from './connection.ts'
import { createHost } from './host.ts'
import { visitorToken } from './session-model.ts'
import { openStorage } from './storage.ts'
import { accentColours } from './text/accent.ts'
import type { Texts } from './texts/en.ts'
import { createFormats, languageOf, spokenLocale } from './texts/format.ts'
import { Chat } from './views/chat.tsx'
import { type Widget, WidgetContext } from './views/context.ts'
import { createWidgetModel } from './widget-model.ts'

const query = new URLSearchParams(location.search)
const site = query.get('site') ?? ''
const locale = (query.get('locale') || navigator.language || 'en').slice(0, 35)
const language = languageOf(locale)
// Only the visitor's own catalogue is loaded.
const catalogue: Promise<Texts> =
  language === 'zh'
    ? import('./texts/zh.ts').then(({ zh }) => zh)
    : import('./texts/en.ts').then(({ en }) => en)

const host = createHost(query.get('origin'))
host.send({ type: 'ready' })
const [storage, texts] = await Promise.all([openStorage(site, host), catalogue])
const { token, forgetToken } = visitorToken(storage)
const connection = createConnection({ site, token, forgetToken })
const model = createWidgetModel({ connection, storage, locale })

document.documentElement.lang = spokenLocale(locale)
document.title = texts.chat

const atBottom = signal(true)
const visible = signal(document.visibilityState === 'visible')
document.addEventListener('visibilitychange', () => {
  visible.value = document.visibilityState === 'visible'
})

effect(() => {
  if (host.page.value) model.session.viewPage(host.page.value)
})
// A shop's passers-by cost no connection: only who wants the chat, or has used it, is connected.
effect(() => {
  const known = token() !== undefined && host.page.value !== undefined
  if ((known || host.wanted.value) && connection.state.peek().name === 'connecting') connection.start()
})
effect(() => {
  model.reading.looking.value = host.opened.value && visible.value && atBottom.value
})
effect(() => host.send({ type: 'unread', count: model.reading.unread.value }))
effect(() => {
  const view = model.session.site.value
  if (!view) return
  const colours = accentColours(view.accent)
  const { style } = document.documentElement
  style.setProperty('--accent', colours.accent)
  style.setProperty('--on-accent', colours.onAccent)
  style.setProperty('--accent-on-light', colours.onLight)
  style.setProperty('--accent-on-dark', colours.onDark)
  document.title = view.name
  host.send({ type: 'colours', colours: `${colours.accent} ${colours.onAccent}` })
})

const widget: Widget = {
  model,
  host,
  site,
  language,
  texts,
  formats: createFormats(spokenLocale(locale)),
  atBottom,
  disclosed: signal<string>(),
}
const root = document.getElementById('app')
if (root) {
  render(
    <WidgetContext value={widget}>
      <Chat />
    </WidgetContext>,
    root,
  )
}
