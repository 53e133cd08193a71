import { type CannedReply, replyBounds } from '#shared/canned-reply.ts'
import { cannedReplyEdit, newCannedReply } from '#shared/canned-reply-edit.ts'
import { may } from '#shared/people.ts'
import { paging } from '#shared/rest.ts'
import { addTool, editTool, listTools, removeTool, type Tool, type ToolRules } from '../desk/replies/index.ts'
import type { Store } from '../store/store.ts'
import { type Live, rooms } from './live.ts'
import { type AnyRoute, type Call, route } from './rest.ts'

type Content = Pick<CannedReply, 'shortcut' | 'title' | 'topic' | 'texts'>

const replies: ToolRules = {
  kind: 'reply',
  keyField: 'shortcut',
  bounds: replyBounds,
  words: { missing: 'This reply does not exist.', taken: 'There is a reply with this shortcut already.' },
}

/** Who makes a call, for what they may change of the tools. */
export function toolUser({ signedIn, edit }: Pick<Call<unknown, unknown>, 'signedIn' | 'edit'>) {
  const { person, workspaceId } = signedIn
  const mayShare = may(person.role, 'knowledge:write')
  return { ...edit, workspaceId, personId: person.id, mayShare }
}

/** Tells everybody who has a tool that there is something new: nothing of what it is. */
export function toolsChanged(
  live: Live,
  call: Pick<Call<unknown, unknown>, 'signedIn'>,
  shared: boolean,
): void {
  const { person, workspaceId } = call.signedIn
  live.desk.to(shared ? rooms.workspace(workspaceId) : rooms.person(person.id)).emit('tools:changed', {})
}

/** Texts that agents use again and again: everybody's, and one's own. */
export function replyRoutes({ store, live }: { store: Store; live: Live }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/canned-replies',
      summary: 'Canned replies that whoever asks may use, shared ones and their own, a page at a time.',
      permission: 'conversations',
      query: paging,
      handle: async ({ query, ...call }) => {
        const { tools, next } = await listTools<Content>(store.read, toolUser(call), {
          ...query,
          kind: 'reply',
        })
        return { replies: tools.map(replyOf), next }
      },
    }),
    route({
      method: 'post',
      path: '/canned-replies',
      summary: 'A new canned reply; a shared one needs the right to write knowledge.',
      permission: 'conversations',
      body: newCannedReply,
      handle: async ({ body: { shared, ...content }, ...call }) => {
        const tool = { key: content.shortcut, content, shared }
        const added = await store.write((writing) => addTool(writing, toolUser(call), replies, tool))
        toolsChanged(live, call, shared)
        return { reply: replyOf(added) }
      },
    }),
    route({
      method: 'put',
      path: '/canned-replies/:id',
      summary: 'Changes a canned reply; `conflict` where somebody else was first.',
      permission: 'conversations',
      body: cannedReplyEdit,
      handle: async ({ body: { version, ...content }, parameters, ...call }) => {
        const tool = { id: parameters.id ?? '', key: content.shortcut, content, version }
        const edited = await store.write((writing) => editTool(writing, toolUser(call), replies, tool))
        toolsChanged(live, call, edited.shared)
        return { reply: replyOf(edited) }
      },
    }),
    route({
      method: 'delete',
      path: '/canned-replies/:id',
      summary: 'Removes a canned reply.',
      permission: 'conversations',
      handle: async ({ parameters, ...call }) => {
        const { shared } = await store.write((writing) =>
          removeTool(writing, toolUser(call), replies, parameters.id ?? ''),
        )
        toolsChanged(live, call, shared)
        return {}
      },
    }),
  ]
}

function replyOf({ content, ...tool }: Tool<Content>): CannedReply {
  return { ...tool, ...content }
}
