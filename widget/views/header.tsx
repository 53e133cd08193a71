import { textIn } from '#shared/widget-languages.ts'
import { useWidget } from './context.ts'
import { Icon, icons } from './icons.tsx'
import { useMenu } from './later.ts'

/** Whose chat it is, who is there, and the way to a person. */
export function Header() {
  const { model, host, texts, language, view } = useWidget()
  const site = view.value
  const { status = 'automated', assignee } = model.conversation.snapshot.value ?? {}
  const withPerson = status === 'queued' || status === 'assigned'
  const personName = assignee?.name ?? texts.team
  const line = {
    automated: site ? `${textIn(site.assistantName, language)} · ${texts.assistantMark}` : '',
    queued: texts.status.queued,
    assigned: texts.status.assigned(personName),
    resolved: texts.status.resolved,
  }[status]

  return (
    <header class="header">
      <div class="title">
        <h1>{site ? textIn(site.title, language) : texts.chat}</h1>
        <p class={`status is-${status}`}>{line}</p>
      </div>
      {!withPerson && !model.session.refusal.value && (
        <button type="button" class="button person" onClick={() => model.askForPerson(texts.wantPerson)}>
          <Icon path={icons.person} />
          {texts.talkToPerson}
        </button>
      )}
      {!model.session.refusal.value && <More />}
      {host.embedded && (
        <button type="button" class="icon-button" aria-label={texts.close} onClick={() => host.send('close')}>
          <Icon path={icons.close} />
        </button>
      )}
    </header>
  )
}

/** What one seldom needs, behind one button. */
function More() {
  const { texts, disclosed } = useWidget()
  const isOpen = /^menu/.test(disclosed.value ?? '')
  const parts = useMenu(isOpen)
  return (
    <div class="more">
      <button
        type="button"
        class="icon-button"
        aria-label={texts.more}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => {
          disclosed.value = isOpen ? undefined : 'menu'
        }}
      >
        <Icon path={icons.more} />
      </button>
      {isOpen && parts && <parts.Menu />}
    </div>
  )
}
