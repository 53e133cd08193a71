import { useWidget } from './context.ts'
import { Icon, icons } from './icons.tsx'

/** The first sight: what this is for, and the first things to ask. */
export function Welcome() {
  const { model, texts, language } = useWidget()
  const site = model.session.site.value
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
      <p class="greeting">{site.greeting[language]}</p>
      <ul class="suggestions">
        {site.suggestions[language].map((suggestion) => (
          <li key={suggestion}>
            <button type="button" class="button" onClick={() => model.outbox.send(suggestion)}>
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
