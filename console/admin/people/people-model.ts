import { batch, signal } from '@preact/signals'
import type { Invitation, PersonAccount } from '#shared/account.ts'
import type { FailureResult } from '#shared/result.ts'
import type { Rest } from '../../rest.ts'

export type PeopleModel = ReturnType<typeof createPeopleModel>

/** The people of the workspace, and invitations that nobody has accepted. */
export function createPeopleModel(rest: Pick<Rest, 'accounts' | 'invitations'>) {
  const accounts = signal<readonly PersonAccount[] | undefined>(undefined)
  const invitations = signal<readonly Invitation[]>([])
  /** Invitations go out by mail. */
  const hasMail = signal(false)
  const failure = signal<FailureResult | undefined>(undefined)

  async function load(): Promise<void> {
    const [people, waiting] = await Promise.all([rest.accounts(), rest.invitations()])
    batch(() => {
      if (people.ok && waiting.ok) {
        accounts.value = people.accounts
        invitations.value = waiting.invitations
        hasMail.value = waiting.mail
      }
      failure.value = !people.ok ? people : !waiting.ok ? waiting : undefined
    })
  }

  return {
    ...{ accounts, invitations, hasMail, failure, load },
    dispose() {
      accounts.value = undefined
    },
  }
}
