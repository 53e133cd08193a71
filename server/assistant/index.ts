export { correctFact } from './case/correct-fact.ts'
export { readMessage } from './case/read-message.ts'
export {
  abilitiesOf,
  type CopilotParts,
  type CopilotRequest,
  citeArticles,
  draftReply,
  findArticles,
  keepSentDraft,
  nextSteps,
  rewriteText,
  sentDraftOf,
  summarise,
  translateMessage,
} from './copilot/index.ts'
export { settleHandBack } from './handed-back.ts'
export { requestHandover } from './handover-request.ts'
export {
  type Fault,
  type Grounds,
  /** @public Whoever drafts a reply for the shop, here or at the desk, passes the same judge. */
  guardPromises,
  /** @public */
  judgeDraft,
  type Provenance,
  type ToolFact,
} from './judge/index.ts'
export {
  type ModelChoice,
  type ModelLimits,
  type ModelSettings,
  openModels,
  readModels,
  type Spent,
  workspaceModels,
} from './models/index.ts'
export { type SentimentProbabilities, sentimentProbabilities, unhappinessOf } from './mood/mood.ts'
export { afterAgentMessage } from './promises/agent-message.ts'
export { dropReplies, type FollowUp, followUpDefaults, handToPeople } from './promises/make.ts'
export { runPromise } from './promises/run-promise.ts'
export { settlePromise, trackPromise } from './promises/track.ts'
export { dissatisfactionOf, type SpokenTurn } from './reading/satisfaction.ts'
export { respond } from './respond.ts'
export { runChase } from './silence/chase.ts'
export type { Decision, TurnParts } from './turn.ts'
export { type AssistantParts, runTurn, type TracedTurn } from './turns.ts'
export { runWatch } from './watcher/run.ts'
