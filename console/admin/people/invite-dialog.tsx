import { useState } from 'preact/hooks'
import { looksLikeEmail } from '#shared/email.ts'
import { languages } from '#shared/knowledge.ts'
import type { Role } from '#shared/people.ts'
import { CopyLine } from '../../shell/copy-line.tsx'
import { useDesk } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Field } from '../../shell/fields.tsx'
import { Banner } from '../../shell/parts.tsx'
import { failureText, language, t } from '../../texts/texts.ts'
import type { PeopleModel } from './people-model.ts'
import { AddressField, NameField, RoleChoice } from './person-fields.tsx'
import { addressProblem } from './words.ts'

interface InviteDialogProps {
  model: PeopleModel
  onClose: () => void
  onLink: (made: { name: string; link: string }) => void
}

/** Who is invited, as what; the link is mailed, or handed to whoever invites. */
export function InviteDialog({ model, onClose, onLink }: InviteDialogProps) {
  const { rest } = useDesk()
  const words = t().people.admin
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('agent')
  const [mailLanguage, setMailLanguage] = useState(language.value)
  const [isBusy, setBusy] = useState(false)
  const [wrongAddress, setWrongAddress] = useState<string | undefined>(undefined)
  const [failure, setFailure] = useState<string | undefined>(undefined)
  const hasMail = model.hasMail.value
  function typeAddress(typed: string): void {
    setEmail(typed)
    setWrongAddress(undefined)
  }
  async function send(event: Event): Promise<void> {
    event.preventDefault()
    const address = email.trim()
    setWrongAddress(looksLikeEmail(address) ? undefined : words.emailWrong)
    if (!looksLikeEmail(address)) return
    setBusy(true)
    const result = await rest.invite({ name: name.trim(), email: address, role, language: mailLanguage })
    setBusy(false)
    const atAddress = result.ok ? undefined : addressProblem(result)
    setWrongAddress(atAddress)
    setFailure(result.ok || atAddress !== undefined ? undefined : failureText(result))
    if (!result.ok) return
    if (result.link !== undefined) onLink({ name: name.trim(), link: result.link })
    else onClose()
    await model.load()
  }
  return (
    <Dialog title={words.inviteTitle} onClose={onClose}>
      <form onSubmit={send} noValidate>
        {failure !== undefined && <Banner tone="risk">{failure}</Banner>}
        <NameField value={name} onValue={setName} autofocus />
        <AddressField value={email} onValue={typeAddress} problem={wrongAddress} />
        <RoleChoice role={role} onRole={setRole} />
        {hasMail && (
          <Field label={words.mailLanguage}>
            {(control) => (
              <select
                {...control}
                class="input"
                value={mailLanguage}
                onChange={(event) => setMailLanguage(event.currentTarget.value === 'zh' ? 'zh' : 'en')}
              >
                {languages.map((each) => (
                  <option key={each} value={each}>
                    {t().common.languages[each]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <p class="quiet">{hasMail ? words.inviteMail : words.inviteLink}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button
            type="submit"
            class="button button-primary"
            disabled={isBusy || name.trim() === '' || email.trim() === ''}
          >
            {hasMail ? words.send : words.makeLink}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** A link at the only time it can be seen. */
export function LinkDialog(props: {
  title: string
  help: string
  label: string
  link: string
  onClose: () => void
}) {
  const { title, help, label, link, onClose } = props
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="dialog-body">
        <p>{help}</p>
        <CopyLine label={label} text={link} />
        <div class="dialog-foot">
          <button type="button" class="button button-primary" onClick={onClose}>
            {t().people.admin.copied}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
