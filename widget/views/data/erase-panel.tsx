import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** Says what erasing does and what it cannot undo, then does it. */
export function ErasePanel() {
  const { model, draft, storage, disclosed, site } = useWidget()
  const { erase: words, refusal } = useLaterTexts()
  const state = useSignal<'asking' | 'erasing' | 'erased'>('asking')
  const failure = useSignal('')

  async function erase(): Promise<void> {
    state.value = 'erasing'
    const result = await model.connection.request('visitor:erase', { confirm: true })
    if (!result.ok) {
      state.value = 'asking'
      failure.value = result.error === 'conflict' ? words.notNow : refusal(result.error, result.message)
      return
    }
    // Nobody comes back by themselves: a new visitor begins when this one says so.
    model.connection.close()
    draft.value = ''
    model.session.forget()
    for (const key of storage.keys('')) storage.set(key, null)
    model.before.answers.value = undefined
    forgetDraft(site)
    state.value = 'erased'
  }

  // However this is left, by Escape too.
  useEffect(
    () => () => {
      if (state.peek() === 'erased') model.connection.renew()
    },
    [],
  )

  const close = () => {
    disclosed.value = undefined
  }
  if (state.value === 'erased') {
    return (
      <div class="data-panel">
        <p role="status">{words.done}</p>
        <button type="button" class="button is-primary" onClick={close}>
          {words.goOn}
        </button>
      </div>
    )
  }
  return (
    <div class="data-panel">
      <p>{words.explain}</p>
      <ul>
        {words.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      {failure.value && (
        <p class="problem" role="alert">
          {failure.value}
        </p>
      )}
      <div class="answers">
        <button type="button" class="button is-risk" disabled={state.value === 'erasing'} onClick={erase}>
          {state.value === 'erasing' ? words.erasing : words.yes}
        </button>
        <button type="button" class="button" onClick={close}>
          {words.no}
        </button>
      </div>
    </div>
  )
}

/** A browser that blocks storage has none. */
function forgetDraft(site: string): void {
  try {
    sessionStorage.removeItem(`baton:${site}:draft`)
  } catch {
    // Then there is nothing to forget either.
  }
}
