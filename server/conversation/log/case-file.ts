import { type CaseFile, type CaseUpdate, readCase } from '#shared/case/case-file.ts'
import { fromJson } from '../../store/json.ts'
import type { ConversationRow, OpenLog } from './log.ts'

/** The case file of a conversation as its row holds it. */
export function caseOf(conversation: Pick<ConversationRow, 'case_file'>): CaseFile {
  return readCase(fromJson(conversation.case_file))
}

/**
 * The one way into the case file, for every specialist and every person: puts the update on the record. What it does
 * to the case file, `applyToCase` alone decides.
 */
export function updateCase(log: OpenLog, update: CaseUpdate): { seq: number } {
  return log.append({ type: 'case:updated', ...update, facts: update.facts ?? {} })
}
