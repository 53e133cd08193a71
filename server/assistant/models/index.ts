export { rulesFor } from './calls/prompt.ts'
export { ModelFailure } from './failure.ts'
export {
  type AnswerModel,
  type Models,
  openModels,
  type TurnModel,
} from './models.ts'
export { readModels } from './read-settings.ts'
export type { ModelChoice, ModelLimits, ModelSettings } from './settings.ts'
export type { Spent } from './spent.ts'
export { workspaceModels } from './workspaces-file.ts'
