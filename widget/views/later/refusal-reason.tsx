import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** Why there will be no chat, and what to do instead. */
export function RefusalReason() {
  const { model } = useWidget()
  const words = useLaterTexts().refused
  return <p>{model.session.refusal.value?.error === 'outdated' ? words.outdated : words.other}</p>
}
