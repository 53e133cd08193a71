import { randomUUID } from 'node:crypto'
import type { runWatch } from '#server/assistant/index.ts'
import { changeConversation, openPlaces } from '#server/conversation/index.ts'
import { responsibilitiesOf } from '#server/oversight/index.ts'
import type { Store } from '#server/store/store.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'

type WatcherParts = Parameters<typeof runWatch>[0]

/** What the watcher and the log need of a store without a server around it. */
export function watcherParts(store: Store, now: () => number): WatcherParts {
  return {
    store,
    now,
    announcer: { place: openPlaces(), appended: () => undefined },
    isDeskOpen: async () => true,
    responsibilitiesOf: (workspaceId) => responsibilitiesOf(store.read, workspaceId),
  }
}

/** An empty conversation of a visitor of its own, in the workspace and site given or in new ones. */
export async function addConversation(
  store: Store,
  { language, at, workspaceId = 'watched' }: { language: Language; at: number; workspaceId?: string },
): Promise<string> {
  const id = randomUUID()
  await store.write(async (writing) => {
    await writing
      .insertInto('workspace')
      .values({ id: workspaceId, name: workspaceId, created_at: at, live_release: null, next_release: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await writing
      .insertInto('site')
      .values({ key: workspaceId, workspace_id: workspaceId, name: workspaceId, origins: '[]', look: '{}' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await writing
      .insertInto('visitor')
      .values({
        id: `v-${id}`,
        workspace_id: workspaceId,
        site_key: workspaceId,
        token_digest: id,
        token_expires_at: at,
        locale: language,
        page: null,
        created_at: at,
        seen_at: at,
        order_guesses: 0,
      })
      .execute()
    await writing
      .insertInto('conversation')
      .values({
        id,
        workspace_id: workspaceId,
        site_key: workspaceId,
        visitor_id: `v-${id}`,
        status: 'automated',
        head: 0,
        fence: 0,
        language,
        preview: '',
        preview_sender: 'visitor',
        read_seq: 0,
        answered_seq: 0,
        case_file: '{}',
        created_at: at,
        updated_at: at,
      })
      .execute()
  })
  return id
}

/** Appends events as whoever made them would, with the times they have. */
export async function replay(
  store: Store,
  conversationId: string,
  events: readonly LogEvent[],
): Promise<void> {
  for (const event of events) {
    const { seq: _, at, ...draft } = event
    await changeConversation(
      watcherParts(store, () => at),
      conversationId,
      async (log) => log.append(draft),
    )
  }
}
