import { batch, signal } from '@preact/signals'
import type { AccountView } from '#shared/account.ts'
import type { FailureResult, Result } from '#shared/result.ts'

export type AccountModel = ReturnType<typeof createAccountModel>

/** Everything about one account, one's own or, for administrators, somebody else's; `read` fetches it. */
export function createAccountModel(read: () => Promise<Result<AccountView>>) {
  const view = signal<AccountView | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)

  async function load(): Promise<void> {
    const result = await read()
    batch(() => {
      failure.value = result.ok ? undefined : result
      if (result.ok) view.value = result
    })
  }

  /** Does something to the account and shows what came of it. */
  async function change<Answer extends { ok: true }>(
    request: Promise<Answer | FailureResult>,
  ): Promise<Answer | FailureResult> {
    const result = await request
    if (result.ok) await load()
    return result
  }

  return {
    ...{ view, failure, load, change },
    dispose() {
      view.value = undefined
    },
  }
}
