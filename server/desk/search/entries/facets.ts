import { actsOf, type ConversationRow } from '../../../conversation/index.ts'

/** Stands in front of the terms of a conversation's state; no word begins with it. */
const mark = '¤'

/** What a search can be narrowed by in the index itself, so that a few among many are found at once. */
export interface Facets {
  status?: string | undefined
  language?: string | undefined
  assigneeId?: string | undefined
  teamId?: string | undefined
  tagIds?: readonly string[] | undefined
}

/** The terms of these facets. Ids are cut down to letters and digits: whether one really fits, its row says. */
export function facetTerms({ status, language, assigneeId, teamId, tagIds = [] }: Facets): string[] {
  const stated = Object.entries({ s: status, l: language, a: assigneeId, t: teamId })
  for (const id of tagIds) stated.push(['g', id])
  return stated.flatMap(([kind, value]) =>
    value === undefined ? [] : `${mark}${kind}${value.replace(/[^a-z0-9]/gi, '').toLowerCase()}`,
  )
}

export function facetsOf(row: ConversationRow): Facets {
  return {
    status: row.status,
    language: row.language,
    assigneeId: row.assignee_id ?? undefined,
    teamId: row.team_id ?? undefined,
    tagIds: actsOf(row).tags,
  }
}
