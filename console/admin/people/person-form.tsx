import { useState } from 'preact/hooks'
import type { PersonAccount } from '#shared/account.ts'
import { looksLikeEmail } from '#shared/email.ts'
import type { AccountModel } from '../../account/account-model.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { Banner } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { AddressField, NameField, RoleChoice } from './person-fields.tsx'
import { addressProblem, refusalText } from './words.ts'

/** Name, address and role. */
export function PersonForm({ model, account }: { model: AccountModel; account: PersonAccount }) {
  const { rest } = useDesk()
  const words = t().people.admin
  const [name, setName] = useState(account.name)
  const [email, setEmail] = useState(account.email)
  const [role, setRole] = useState(account.role)
  const [wrongAddress, setWrongAddress] = useState<string | undefined>(undefined)
  const [failure, setFailure] = useState<string | undefined>(undefined)
  const address = email.trim()
  const edit = {
    ...(name.trim() !== account.name && { name: name.trim() }),
    ...(address !== account.email && { email: address }),
    ...(role !== account.role && { role }),
  }
  const isChanged = Object.keys(edit).length > 0
  function typeAddress(typed: string): void {
    setEmail(typed)
    setWrongAddress(undefined)
  }
  async function save(event: Event): Promise<void> {
    event.preventDefault()
    // The first administrator's address is one of this machine, and may stay.
    const isWrong = 'email' in edit && !looksLikeEmail(address)
    setWrongAddress(isWrong ? words.emailWrong : undefined)
    if (isWrong) return
    const result = await model.change(rest.editPerson(account.id, edit))
    const atAddress = result.ok ? undefined : addressProblem(result)
    setWrongAddress(atAddress)
    setFailure(result.ok || atAddress !== undefined ? undefined : refusalText(result, account))
  }
  return (
    <form class="account-section people-form" onSubmit={save} noValidate>
      {failure !== undefined && <Banner tone="risk">{failure}</Banner>}
      <NameField value={name} onValue={setName} />
      <AddressField value={email} onValue={typeAddress} problem={wrongAddress} />
      <RoleChoice role={role} onRole={setRole} />
      <p>
        <button type="submit" class="button button-primary" disabled={!isChanged || name.trim() === ''}>
          {t().common.save}
        </button>
      </p>
    </form>
  )
}
