import type { ExpressionBuilder } from 'kysely'
import type { LearnedFact } from '#shared/case/known-fact.ts'
import type { Tables } from '../store/schema.ts'
import { caseOf, updateCase } from './log/case-file.ts'
import type { ConversationRow, OpenLog } from './log/log.ts'

/** Whose conversations are meant. */
export interface VisitorScope {
  id: string
  workspaceId: string
  /** Null for a visitor whom nobody knows. */
  contactId: string | null
}

/**
 * A known visitor has the conversations of their contact, from every device; any other has their own, until somebody
 * says who they are (invariant 9).
 */
export function isOf({ id, workspaceId, contactId }: VisitorScope) {
  return (each: ExpressionBuilder<Tables, 'conversation'>) =>
    each.and([
      each('workspace_id', '=', workspaceId),
      ...(contactId === null
        ? [each('visitor_id', '=', id), each('contact_id', 'is', null)]
        : [each('contact_id', '=', contactId)]),
    ])
}

/** Whether a row is one of theirs: the same rule for a row that is held already. */
export function isRowOf(row: ConversationRow, { id, workspaceId, contactId }: VisitorScope): boolean {
  if (row.workspace_id !== workspaceId) return false
  return contactId === null ? row.visitor_id === id && row.contact_id === null : row.contact_id === contactId
}

/** Puts what the shop signed of its customer into the case file, where it is not there yet. */
export function noteContact(log: OpenLog, contact: { name: string | null; email: string | null }): void {
  const { facts } = caseOf(log.conversation)
  const known = (name: string, value: string) => {
    const fact = facts.find((each) => each.name === name)
    const stated = fact ? [fact, ...fact.others] : []
    return stated.some((each) => each.value === value && each.source !== 'visitor')
  }
  const learned: LearnedFact[] = []
  for (const name of ['name', 'email'] as const) {
    const value = contact[name]
    if (value !== null && !known(name, value)) learned.push({ name, value, source: 'verified' })
  }
  if (learned.length > 0) updateCase(log, { learned })
}
