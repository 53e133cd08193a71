import { useSignal, useSignalEffect } from '@preact/signals'
import { textIn } from '#shared/widget-languages.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'
import { readSettings } from './read-again.ts'

/** The site's notice. One tap agrees; it is left once the server has it on record. */
export function ConsentNotice() {
  const { model, settings, language, site } = useWidget()
  const { consent: words } = useLaterTexts()
  const isAgreeing = useSignal(false)
  const hasChanged = useSignal(false)
  const consent = settings.value?.consent

  // Tapped before there is a connection, it is told as soon as there is one.
  useSignalEffect(() => {
    if (isAgreeing.value && model.session.open.value) void agree()
  })

  async function agree(): Promise<void> {
    const version = settings.peek()?.consent?.version
    if (version === undefined) return
    const locale = document.documentElement.lang
    const result = await model.connection.request('visitor:consent', { version, locale })
    if (result.ok) model.before.agreed(version)
    else if (result.error === 'conflict' || result.error === 'invalid') await readAgain()
    else if (model.session.open.peek()) isAgreeing.value = false
  }

  /** The notice is another one by now: it is read anew, and agreed to by another tap. */
  async function readAgain(): Promise<void> {
    isAgreeing.value = false
    hasChanged.value = true
    await readSettings(settings, site)
  }

  if (!consent) return null
  return (
    <>
      <h2 id="before-title">{words.title}</h2>
      {hasChanged.value && <p role="status">{words.changed}</p>}
      <p class="words" dir="auto">
        {textIn(consent.text, language)}
      </p>
      <div class="answers">
        <button
          type="button"
          class="button is-primary"
          aria-disabled={isAgreeing.value}
          onClick={() => {
            isAgreeing.value = true
          }}
        >
          {isAgreeing.value ? words.agreeing : words.agree}
        </button>
        {consent.address && (
          <a href={consent.address} target="_blank" rel="noreferrer noopener">
            {words.more}
          </a>
        )}
      </div>
    </>
  )
}
