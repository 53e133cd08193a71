export { default as styles } from './cards.css?inline'
export { Cards } from './cards.tsx'
