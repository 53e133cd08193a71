import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** What the server did not do, and why. */
export function Failure() {
  const { failure } = useWidget().model
  const { failed, refusal } = useLaterTexts()
  return failure.value ? (
    <p class="banner" role="status">
      {failed} {refusal(failure.value.error, failure.value.message)}
    </p>
  ) : null
}
