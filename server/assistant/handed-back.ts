import { caseOf, type OpenLog, updateCase } from '../conversation/index.ts'
import { dropReplies } from './promises/make.ts'
import type { CaseFile } from './turn.ts'

/** What the assistant was waiting for, or had said, before people took over: a "yes" to them is no answer to it. */
const unfinished = {
  awaiting: null,
  clarification: null,
  operation: null,
  given: null,
  missed: null,
  misses: 0,
  satisfaction: null,
} satisfies CaseFile

/**
 * What a person settles who gives a conversation back to the assistant. Nobody waits for a person's reply any more, and
 * the assistant takes up nothing that it had begun before: what was agreed since stands in the case file, with its facts
 * and promises, and what was said in the log.
 */
export function settleHandBack(log: OpenLog, person: string): void {
  dropReplies(log, person)
  const memory: CaseFile = caseOf(log.conversation).memory
  // Left out, null and 0 mean the same.
  const isBegun = Object.keys(unfinished).some((name) => Boolean(memory[name as keyof typeof unfinished]))
  if (isBegun) updateCase(log, { person, facts: { ...unfinished } })
}
