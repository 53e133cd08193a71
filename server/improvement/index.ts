export { captureDefect, flagMessage } from './capture.ts'
export { addCase, listCases, removeCase } from './cases.ts'
export { editDefect, listDefects, readDefect } from './defects.ts'
export {
  listEvaluations,
  readEvaluation,
  runEvaluation,
  startEvaluation,
} from './evaluations.ts'
export { publishRelease, rollBack } from './publishing.ts'
