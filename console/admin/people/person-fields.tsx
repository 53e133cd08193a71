import { type Role, roles } from '#shared/people.ts'
import { Field } from '../../shell/fields.tsx'
import { t } from '../../texts/texts.ts'

interface TextProps {
  value: string
  onValue: (value: string) => void
}

export function NameField({ value, onValue, autofocus = false }: TextProps & { autofocus?: boolean }) {
  return (
    <Field label={t().people.admin.name}>
      {(control) => (
        <input
          {...control}
          class="input"
          autocomplete="off"
          maxLength={100}
          autofocus={autofocus}
          required
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

export function AddressField({ value, onValue, problem }: TextProps & { problem: string | undefined }) {
  return (
    <Field label={t().people.admin.email} problem={problem}>
      {(control) => (
        <input
          {...control}
          class="input"
          type="email"
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          required
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** The roles, each with what it adds to the one before. */
export function RoleChoice({ role, onRole }: { role: Role; onRole: (role: Role) => void }) {
  const words = t().people.admin
  return (
    <fieldset class="choices">
      <legend class="small-heading">{words.role}</legend>
      {roles.map((each) => (
        <label class="choice" key={each}>
          <input type="radio" name="role" checked={role === each} onChange={() => onRole(each)} />
          <span>
            {t().roles[each]}
            <small>{words.roleHelp[each]}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
