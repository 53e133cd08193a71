import type { Person } from '#shared/people.ts'
import type { DeskConnection } from '../connection.ts'
import type { Rest } from '../rest.ts'
import { createCommandRegistry } from '../shell/commands/registry.ts'
import type { Storage } from '../shell/preferences.ts'
import { createSettings } from '../shell/settings/settings.ts'
import { createMacros } from './macros/macros-model.ts'
import { createMentions } from './mentions/mentions-model.ts'
import { createPeople } from './mentions/people-model.ts'
import { openBrowserNotices } from './notices/browser-notices.ts'
import { createNotices } from './notices/notices-model.ts'
import { createPresence, type PresenceModel } from './presence/presence-model.ts'
import { createTags } from './tags/tags-model.ts'
import { createDeskOutbox } from './writing/outbox/outbox.ts'
import { createReplies } from './writing/replies/replies-model.ts'

/** For so long a reply can be taken back, in milliseconds. */
export const undoFor = 5_000

export type DeskTools = ReturnType<typeof createDeskTools>

/** What lives as long as somebody is signed in, whichever page they are on. Always call `dispose`. */
export function createDeskTools(parts: {
  connection: DeskConnection
  rest: Rest
  storage: Storage
  person: Person
}) {
  const { connection, rest, storage, person } = parts
  const settings = createSettings(storage)
  const outbox = createDeskOutbox({
    ...{ connection, storage, me: person },
    holdFor: () => (settings.settings.value.undoSend ? undoFor : 0),
  })
  const replies = createReplies(rest, connection)
  const macros = createMacros(rest, connection)
  const people = createPeople(rest)
  const commands = createCommandRegistry()
  const mentions = createMentions(connection)
  const tags = createTags(rest)
  const presence = createPresence(connection, person)
  const browser = openBrowserNotices()
  const notices = createNotices({
    ...{ connection, storage, me: person, settings: settings.settings, host: browser },
    isQuiet: () => presence.mine.value === 'busy',
    isMyQueue: ({ teamId }) => teamId === undefined || teamsOf(presence, person).includes(teamId),
  })
  const flush = () => outbox.flush()
  // A page that is closed, or put aside by a phone, may never run again.
  addEventListener('pagehide', flush)
  return {
    settings,
    outbox,
    replies,
    macros,
    people,
    commands,
    mentions,
    presence,
    tags,
    dispose() {
      removeEventListener('pagehide', flush)
      for (const each of [notices, browser, outbox, replies, macros, mentions, presence, settings])
        each.dispose()
    },
  }
}

function teamsOf(presence: PresenceModel, { id }: Person): readonly string[] {
  return presence.people.value.find((each) => each.id === id)?.teams ?? []
}
