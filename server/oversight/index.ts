export { responsibilitiesOf, saveResponsibilities } from './responsibilities.ts'
