import type { FailureResult } from '#shared/result.ts'
import { fetched } from './fetched.ts'
import type { PageCall } from './frame-protocol.ts'
import type { IdentityModel } from './identity-model.ts'
import { leavingKey } from './session-model.ts'
import type { Storage } from './storage.ts'
import type { WidgetModel } from './widget-model.ts'

const ours = /^(identify|reset|context|order|track)$/
const mostWaiting = 100

/** Hands the page's calls about its visitor to the model that carries them out, which is fetched for the first of them. */
export function createIdentityCalls(parts: {
  model: WidgetModel
  storage: Storage
  refused: (call: string, failure: FailureResult) => void
}): (call: PageCall) => void {
  let waiting: PageCall[] = []
  let fetching = false
  let identity: IdentityModel | undefined

  async function fetch(): Promise<void> {
    if (fetching || identity) return
    fetching = true
    try {
      const { createIdentityModel } = await fetched(() => import('./identity-model.ts'))
      identity = createIdentityModel(parts)
      for (const call of waiting) identity.take(call)
      waiting = []
    } catch {
      // A session that opens is a reason to try again.
    }
    fetching = false
  }

  parts.model.session.open.subscribe((open) => {
    if (open && waiting.length > 0) void fetch()
  })
  if (parts.storage.get(leavingKey)) void fetch()
  return (call) => {
    if (!ours.test(call.type)) return
    if (identity) identity.take(call)
    else waiting = [...waiting.slice(1 - mostWaiting), call]
    void fetch()
  }
}
