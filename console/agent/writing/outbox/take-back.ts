import type { ConversationModel } from '../../conversation/conversation-model.ts'

/** Takes a reply back that has not gone out, with its files, into the composer. Answers whether there was one. */
export function takeBack(model: ConversationModel, id?: string): boolean {
  const wanted = id ?? model.outbox.undoable()?.id
  const reply = wanted === undefined ? undefined : model.outbox.undo(wanted)
  if (reply === undefined) return false
  model.drafts.putBack('reply', reply.text)
  model.uploads.putBack(reply.attachments)
  return true
}
