export { noteContact, type VisitorScope } from './contact.ts'
export { hasNewerMessage, longestPause, pauseWhileTyping } from './due-turns.ts'
export { addNote, askForCapture, rateConversation, rateMessage, requireMessage } from './feedback.ts'
export { countInbox, inboxRowOf, listInbox, readCursor } from './inbox.ts'
export { caseOf, updateCase } from './log/case-file.ts'
export {
  type Announcer,
  type ConversationParts,
  type ConversationRow,
  changeConversation,
  type OpenLog,
} from './log/log.ts'
export { openPlaces } from './log/places.ts'
export { attentionOf } from './log/project.ts'
export {
  type Posted,
  postAgentMessage,
  postOwnMessage,
  postVisitorMessage,
  type VisitorMessage,
} from './messages.ts'
export {
  acceptConversation,
  endByVisitor,
  handBackConversation,
  queueForPeople,
  resolveConversation,
  transferConversation,
} from './ownership.ts'
export {
  conversationOfVisitor,
  conversationOfWorkspace,
  deskSnapshotOf,
  eventsBetween,
  newestConversation,
  syncAfter,
  visitorSnapshotOf,
} from './read.ts'
export { keepRead } from './reading-marks.ts'
