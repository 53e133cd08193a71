import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** Answers that the visitor need not write. */
export function Choices({ choices }: { choices: string[] }) {
  const { model } = useWidget()
  const texts = useLaterTexts()
  if (choices.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div class="choices" role="group" aria-label={texts.answerWith}>
      {choices.map((choice) => (
        <button type="button" class="button" key={choice} onClick={() => model.outbox.send(choice)}>
          {choice}
        </button>
      ))}
    </div>
  )
}
