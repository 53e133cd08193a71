import { passwordBounds, passwordProblem } from '#shared/password.ts'
import { t } from '../../texts/texts.ts'
import { PasswordField } from './password-field.tsx'

/** A password being chosen, and what is wrong with it; nothing is said before enough is typed, or it is tried. */
export function NewPasswordField(props: {
  label: string
  value: string
  onValue: (value: string) => void
  person: { name: string; email: string }
  /** It was tried already: say everything. */
  wasTried: boolean
}) {
  const { label, value, onValue, person, wasTried } = props
  const found = passwordProblem(value, person)
  const isLongEnough = [...value].length >= passwordBounds.shortest
  const problem = found !== undefined && (wasTried || isLongEnough) ? found : undefined
  const words = t().people.choose
  return (
    <PasswordField
      {...{ label, value, onValue, kind: 'new-password', help: words.help }}
      problem={problem && words.problems[problem]}
    />
  )
}
