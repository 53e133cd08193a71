import { useWidget } from './context.ts'
import { Icon, icons } from './icons.tsx'

/** Whose chat it is, who is there, and the way to a person. */
export function Header() {
  const { model, host, texts, language } = useWidget()
  const site = model.session.site.value
  const { status = 'automated', assignee } = model.conversation.snapshot.value ?? {}
  const withPerson = status === 'queued' || status === 'assigned'
  const personName = assignee?.name ?? texts.team
  const line = {
    automated: site ? `${site.assistantName[language]} · ${texts.assistantMark}` : '',
    queued: texts.status.queued,
    assigned: texts.status.assigned(personName),
    resolved: texts.status.resolved,
  }[status]

  return (
    <header class="header">
      <div class="title">
        <h1>{site?.title[language] ?? texts.chat}</h1>
        <p class={`status is-${status}`}>{line}</p>
      </div>
      {!withPerson && !model.session.refusal.value && (
        <button type="button" class="button person" onClick={() => model.askForPerson(texts.wantPerson)}>
          <Icon path={icons.person} />
          {texts.talkToPerson}
        </button>
      )}
      {host.embedded && (
        <button
          type="button"
          class="icon-button"
          aria-label={texts.close}
          onClick={() => host.send({ type: 'close' })}
        >
          <Icon path={icons.close} />
        </button>
      )}
    </header>
  )
}
