export { default as styles } from './files.css?inline'
export { Files } from './files.tsx'
export { Tray } from './tray.tsx'
