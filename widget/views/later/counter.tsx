import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** How much of a long message there is room for. */
export function Counter({ length, longest }: { length: number; longest: number }) {
  const { number } = useWidget().formats
  const { tooLong, lengthOf } = useLaterTexts()
  const over = length - longest
  return (
    <p class={`counter ${over > 0 ? 'is-over' : ''}`} role="status">
      {over > 0 ? tooLong(number(over)) : lengthOf(number(length), number(longest))}
    </p>
  )
}
