export { groundsOf, judge } from './judge.ts'
export {
  type Fault,
  type FaultKind,
  type Grounds,
  /** @public */
  judgeDraft,
  type Passage,
  type ToolResult,
} from './judge-draft.ts'
export { isOwnQuestion } from './own-question.ts'
export { guardPromises, type Provenance, type ToolFact } from './promises/guard.ts'
export { type FoundPromise, promisesIn } from './promises/promises-in.ts'
export { showJudged } from './show-judged.ts'
