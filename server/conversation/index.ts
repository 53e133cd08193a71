export { caseOf, updateCase } from './case-file.ts'
export { hasNewerMessage, longestPause, pauseWhileTyping } from './due-turns.ts'
export { addNote, askForCapture, rateConversation, rateMessage, requireMessage } from './feedback.ts'
export {
  type Announcer,
  attentionOf,
  type ConversationParts,
  type ConversationRow,
  changeConversation,
  type OpenLog,
} from './log.ts'
export {
  type Posted,
  postAgentMessage,
  postOwnMessage,
  postVisitorMessage,
  type VisitorMessage,
} from './messages.ts'
export {
  acceptConversation,
  handBackConversation,
  queueForPeople,
  resolveConversation,
  transferConversation,
} from './ownership.ts'
export { openPlaces } from './places.ts'
export {
  conversationOfVisitor,
  conversationOfWorkspace,
  countInbox,
  deskSnapshotOf,
  eventsBetween,
  inboxRowOf,
  listInbox,
  newestConversation,
  readCursor,
  syncAfter,
  visitorSnapshotOf,
} from './read.ts'
