import { useSignal } from '@preact/signals'
import { looksLikeEmail } from '#shared/email.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** The conversation as a file, or by e-mail where the shop sends any. */
export function TranscriptPanel() {
  const { model, disclosed } = useWidget()
  const { transcript: words, refusal } = useLaterTexts()
  const address = useSignal('')
  const said = useSignal('')
  const isWrong = useSignal(false)
  const isBusy = useSignal(false)

  const reader = () => ({
    conversationId: model.conversation.snapshot.peek()?.id ?? '',
    locale: document.documentElement.lang,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  })

  async function download(): Promise<void> {
    isBusy.value = true
    const result = await model.connection.request('conversation:transcript', reader())
    isBusy.value = false
    said.value = result.ok ? '' : refusal(result.error, result.message)
    if (result.ok) save(result.name, result.text)
  }

  async function mail(): Promise<void> {
    const to = address.value.trim()
    isWrong.value = !looksLikeEmail(to)
    if (isWrong.value) {
      said.value = words.noEmail
      return
    }
    isBusy.value = true
    const result = await model.connection.request('transcript:mail', { ...reader(), address: to })
    isBusy.value = false
    isWrong.value = !result.ok && result.error === 'invalid'
    if (result.ok) said.value = words.sent(to)
    else if (isWrong.value) said.value = words.noEmail
    else said.value = result.error === 'rate-limited' ? words.tooMany : refusal(result.error, result.message)
  }

  return (
    <div class="data-panel">
      <p>{words.explain}</p>
      <button type="button" class="button is-primary" disabled={isBusy.value} onClick={download}>
        {words.download}
      </button>
      {model.session.told.value?.mail && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void mail()
          }}
        >
          <label>
            <span>{words.address}</span>
            <input
              type="email"
              autoComplete="email"
              maxLength={200}
              dir="ltr"
              value={address.value}
              aria-invalid={isWrong.value}
              aria-describedby="transcript-said"
              onInput={(event) => {
                address.value = event.currentTarget.value
              }}
            />
          </label>
          <button type="submit" class="button" disabled={isBusy.value}>
            {words.mail}
          </button>
        </form>
      )}
      <p class={isWrong.value ? 'problem' : 'said'} id="transcript-said" role="status">
        {said.value}
      </p>
      <button
        type="button"
        class="button"
        onClick={() => {
          disclosed.value = undefined
        }}
      >
        {words.close}
      </button>
    </div>
  )
}

/** Hands a text over as a file: made here, so that no address of it ever exists. */
function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  // Some browsers begin to read it only after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
