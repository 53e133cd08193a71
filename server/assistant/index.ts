export { type AnswerModel, type ModelSettings, openModel, parseModelName, warmModel } from './model.ts'
export { respond } from './respond.ts'
export type { Decision, TurnParts } from './turn.ts'
export { type AssistantParts, requestHandover, runTurn } from './turns.ts'
