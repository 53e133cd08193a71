export { default as styles } from './data.css?inline'
export { ErasePanel } from './erase-panel.tsx'
export { TranscriptPanel } from './transcript-panel.tsx'
