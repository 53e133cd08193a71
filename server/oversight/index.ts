export { defaultResponsibilities, responsibilitiesOf, saveResponsibilities } from './responsibilities.ts'
