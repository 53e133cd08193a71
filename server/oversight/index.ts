export {
  beginResponsibilities,
  listVersion,
  listVersions,
  responsibilitiesOf,
  saveResponsibilities,
} from './responsibilities.ts'
export { viewOf } from './view.ts'
