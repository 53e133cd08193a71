export { blockKey, blockOf, requireNotBlocked } from './blocks.ts'
export { noteContact, type VisitorScope } from './contact.ts'
export {
  askForAbsence,
  askForRouting,
  deskLeaseByDefault,
  everyTeam,
  type Routing,
  replyWithinByDefault,
  routingOf,
} from './due-desk.ts'
export { hasNewerMessage, longestPause, pauseWhileTyping } from './due-turns.ts'
export { endConversation } from './ending.ts'
export { addNote, askForCapture, rateConversation, rateMessage, requireMessage } from './feedback.ts'
export { inboxRowOf, listInbox, readCursor } from './inbox.ts'
export { countInbox } from './inbox-counts.ts'
export { actsOf } from './log/acts.ts'
export { caseOf, updateCase } from './log/case-file.ts'
export { clocksOf, rulesOf, setClocks } from './log/clocks.ts'
export { type BreachAt, breachesOf } from './log/floor.ts'
export {
  type Announcer,
  type ConversationParts,
  type ConversationRow,
  changeConversation,
  type OpenLog,
} from './log/log.ts'
export { openPlaces } from './log/places.ts'
export { attentionOf, helpersOf } from './log/project.ts'
export { changeTwoConversations } from './log/two.ts'
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
  giveConversation,
  handBackConversation,
  moveConversation,
  queueForPeople,
  requireMovable,
  resolveConversation,
  returnToQueue,
  transferConversation,
  transferToTeam,
} from './ownership.ts'
export {
  conversationOfVisitor,
  conversationOfWorkspace,
  deskSnapshotOf,
  eventsBefore,
  eventsBetween,
  newestConversation,
  syncAfter,
  visitorSnapshotOf,
} from './read.ts'
export { keepRead } from './reading-marks.ts'
export { isOfSameVisitor, leadingOf, otherOpenConversations } from './same-visitor.ts'
export { tagIds } from './tag-ids.ts'
