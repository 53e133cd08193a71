import type { LogEvent } from '#shared/conversation.ts'
import type { Hours } from '#shared/hours.ts'
import type { ClockRules } from '#shared/service-clock.ts'
import { clocksAfter, firstDueAt, noClocks, retimed, type ServiceClocks } from '#shared/service-clocks.ts'
import { type ServiceLevels, serviceLevels } from '#shared/service-levels.ts'
import { readLook } from '#shared/site.ts'
import { fromJson, toJson } from '../../store/json.ts'
import type { Reading, Writing } from '../../store/store.ts'
import type { ConversationRow } from './log.ts'

type Clocked = Pick<
  ConversationRow,
  'status' | 'clocks' | 'team_id' | 'queued_at' | 'assigned_at' | 'updated_at' | 'level_due_at'
>

/** The clocks of a conversation as its row holds them. */
export function clocksOf(conversation: Clocked): ServiceClocks {
  const { clocks, status, team_id: teamId } = conversation
  if (clocks !== null) return fromJson(clocks)
  if (status !== 'queued' && status !== 'assigned') return { ...noClocks, teamId }
  return handedOverBefore(conversation)
}

/** A conversation that people had before there were clocks: they run from when it came to where it is. */
function handedOverBefore({ status, team_id, queued_at, assigned_at, updated_at }: Clocked): ServiceClocks {
  const since = (status === 'queued' ? queued_at : assigned_at) ?? updated_at
  const clock = (limit: number) => ({
    since,
    limit,
    spent: 0,
    from: since,
    nearAt: null,
    dueAt: null,
    isLate: false,
  })
  return {
    ...noClocks,
    teamId: team_id,
    isAnswered: status === 'assigned',
    closure: clock(serviceLevels.closure),
    ...(status === 'queued' && { answer: clock(serviceLevels.answer) }),
  }
}

/** Keeps the clocks of a row what the appended events make of them, before the row is saved. */
export async function keepClocks(
  writing: Writing,
  conversation: ConversationRow,
  before: ConversationRow,
  events: readonly LogEvent[],
): Promise<void> {
  // Whoever looked at them in this transaction may have set them by newer rules.
  let clocks = clocksOf({ ...before, clocks: conversation.clocks })
  const runs = clocks.closure !== undefined || events.some(({ type }) => type === 'conversation:queued')
  const named = events.flatMap((event) => (event.type === 'team:assigned' ? [event.teamId] : []))
  const rules = runs ? await rulesOf(writing, conversation, [clocks.teamId, null, ...named]) : undefined
  if (conversation.clocks === null && rules) clocks = retimed(clocks, rules(clocks.teamId))
  for (const event of events) clocks = clocksAfter(clocks, event, rules ?? (() => alwaysOpen))
  setClocks(conversation, clocks)
}

/** Puts clocks into a row; clocks that say nothing are no text. */
export function setClocks(
  conversation: Pick<ConversationRow, 'clocks' | 'level_due_at' | 'team_id'>,
  clocks: ServiceClocks,
): void {
  const isEmpty = toJson(clocks) === toJson({ ...noClocks, teamId: clocks.teamId })
  conversation.clocks = isEmpty ? null : toJson(clocks)
  conversation.level_due_at = firstDueAt(clocks)
}

const alwaysOpen: ClockRules = { hours: undefined, levels: serviceLevels }

/** The hours and levels by which the clocks of a conversation run: its team's, and in the general queue its site's. */
export async function rulesOf(
  read: Reading,
  conversation: Pick<ConversationRow, 'site_key' | 'workspace_id'>,
  teamIds: readonly (string | null)[],
): Promise<(teamId: string | null) => ClockRules> {
  const known = new Map<string | null, ClockRules>()
  const ids = [...new Set(teamIds.filter((id) => id !== null))]
  const teams =
    ids.length === 0
      ? []
      : await read
          .selectFrom('team')
          .select(['id', 'hours', 'targets'])
          .where('workspace_id', '=', conversation.workspace_id)
          .where('id', 'in', ids)
          .execute()
  for (const { id, hours, targets } of teams) {
    known.set(id, {
      hours: hours === null ? undefined : fromJson<Hours>(hours),
      levels: { ...serviceLevels, ...fromJson<Partial<ServiceLevels>>(targets) },
    })
  }
  const isGeneral = teamIds.includes(null) || known.size < ids.length
  const general: ClockRules = isGeneral
    ? { hours: await siteHours(read, conversation.site_key), levels: serviceLevels }
    : alwaysOpen
  return (teamId) => known.get(teamId) ?? general
}

async function siteHours(read: Reading, key: string): Promise<Hours | undefined> {
  const site = await read
    .selectFrom('site')
    .select(['name', 'look'])
    .where('key', '=', key)
    .executeTakeFirst()
  return site && readLook(fromJson(site.look), site.name).hours
}
