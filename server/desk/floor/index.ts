export { moveToQueue, stepIn, whisper } from './acts.ts'
export { readFloor } from './read.ts'
