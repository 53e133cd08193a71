import { textIn } from '#shared/widget-languages.ts'
import { useWidget } from './context.ts'
import { Icon, icons } from './icons.tsx'
import { useAway } from './later.ts'

/** The first sight: what this is for, and the first things to ask. */
export function Welcome() {
  const { model, texts, language, view, settings } = useWidget()
  const isAway = settings.value?.open === false
  const parts = useAway(isAway)
  const site = view.value
  if (!site) {
    return (
      <div class="skeleton" aria-busy="true" aria-label={texts.loading} role="status">
        <i />
        <i />
        <i />
      </div>
    )
  }
  return (
    <div class="welcome">
      <span class="avatar is-large">
        <Icon path={icons.spark} />
      </span>
      <p class="greeting">{model.teased.value?.text ?? textIn(site.greeting, language)}</p>
      <ul class="suggestions">
        {textIn(site.suggestions, language).map((suggestion) => (
          <li key={suggestion}>
            <button type="button" class="button" onClick={() => model.outbox.send(suggestion)}>
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
      {isAway && parts && <parts.Away />}
    </div>
  )
}
