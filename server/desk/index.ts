export {
  archiveTag,
  blockVisitor,
  conversationOfBlock,
  createTag,
  duplicatesOf,
  editTag,
  listBlocks,
  listTags,
  listTagUse,
  mergeConversations,
  mergeTags,
  prioritiseConversation,
  runSnooze,
  snoozeConversation,
  tagConversation,
  unblockVisitor,
  wakeConversation,
} from './acts/index.ts'
export { type AbsenceParts, runAbsence } from './presence/absence.ts'
export {
  attend,
  choiceOf,
  choosePresence,
  dropLeasesOf,
  dropStaleLeases,
  isSomebodyOnline,
  leave,
  membersOnline,
  presencesOf,
  renew,
  renewEvery,
} from './presence/presence.ts'
export { decideProposal, limitOf, proposeByPerson, refuseOpenProposals } from './proposals/decide.ts'
export { runExpiry } from './proposals/expire.ts'
export { proposeAction } from './proposals/propose.ts'
export { type ActionParts, runAction } from './proposals/run.ts'
export type { ProposalParts } from './proposals/tell.ts'
export { proposalWords } from './proposals/words.ts'
export { type DeskState, deskStateAt, queueStateOf, waitingConversations } from './queue.ts'
export { runLateReply } from './routing/late-reply.ts'
export { candidatesOf } from './routing/people.ts'
export { type RoutingParts, runRouting } from './routing/run.ts'
export { listRouting, saveRouting } from './routing/settings.ts'
export { askForRebuild, runIndexing, runRebuild, searchConversations } from './search/index.ts'
export { peopleOf } from './service-levels/people.ts'
export {
  archiveTeam,
  listProfiles,
  listTeams,
  moveToTeam,
  pullInTeam,
  readProfile,
  readTeam,
  releaseTeam,
  requireOpenTeam,
  runTeamEmptying,
  saveProfile,
  saveTeam,
  teamNamed,
} from './teams/index.ts'
