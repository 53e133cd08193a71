export { type IndexParts, runIndexing } from './entries/index-conversation.ts'
export { askForRebuild, runRebuild } from './entries/rebuild.ts'
export { searchConversations } from './finding/search.ts'
