import { paging } from '#shared/rest.ts'
import { newTag, tagArchiving, tagEdit, tagMerge } from '#shared/tag-edit.ts'
import type { ConversationParts } from '../conversation/index.ts'
import {
  archiveTag,
  conversationOfBlock,
  createTag,
  editTag,
  listBlocks,
  listTags,
  listTagUse,
  mergeTags,
  unblockVisitor,
} from '../desk/index.ts'
import { type AnyRoute, route } from './rest.ts'

/** The tags of a workspace, and the visitors who may not write. */
export function actRoutes(parts: ConversationParts): AnyRoute[] {
  const { store } = parts
  return [
    route({
      method: 'get',
      path: '/tags',
      summary: 'Every tag, archived and merged ones too.',
      permission: 'conversations',
      handle: async ({ edit }) => ({ tags: await listTags(store.read, edit.workspaceId) }),
    }),
    route({
      method: 'get',
      path: '/tags/use',
      summary: 'Every tag with how many conversations have it.',
      permission: 'tags',
      handle: async ({ edit }) => ({ tags: await listTagUse(store.read, edit.workspaceId) }),
    }),
    route({
      method: 'post',
      path: '/tags',
      summary: 'A new tag, or the one that has this name already.',
      permission: 'conversations',
      body: newTag,
      handle: async ({ body, edit }) => ({
        tag: await store.write((writing) => createTag(writing, edit, body)),
      }),
    }),
    route({
      method: 'put',
      path: '/tags/:id',
      summary: 'Another name or colour for a tag; `conflict` where somebody else was first or has the name.',
      permission: 'tags',
      body: tagEdit,
      handle: async ({ parameters, body, edit }) => ({
        tag: await store.write((writing) => editTag(writing, edit, parameters.id ?? '', body)),
      }),
    }),
    route({
      method: 'post',
      path: '/tags/:id/archive',
      summary: 'Archives a tag, or takes it back; conversations that have it keep it.',
      permission: 'tags',
      body: tagArchiving,
      handle: async ({ parameters, body, edit }) => ({
        tag: await store.write((writing) => archiveTag(writing, edit, parameters.id ?? '', body)),
      }),
    }),
    route({
      method: 'post',
      path: '/tags/:id/merge',
      summary: 'Makes one tag of two: `into` stands for this one from now on.',
      permission: 'tags',
      body: tagMerge,
      handle: async ({ parameters, body, edit }) => ({
        tag: await store.write((writing) => mergeTags(writing, edit, parameters.id ?? '', body)),
      }),
    }),
    route({
      method: 'get',
      path: '/blocks',
      summary: 'The visitors who may not write, newest first.',
      permission: 'blocks',
      query: paging,
      handle: async ({ query, edit }) =>
        listBlocks(store.read, { ...query, workspaceId: edit.workspaceId, now: edit.at }),
    }),
    route({
      method: 'delete',
      path: '/blocks/:id',
      summary: 'Lets a visitor write again.',
      permission: 'blocks',
      handle: async ({ parameters, edit, signedIn }) =>
        unblockVisitor(parts, {
          conversationId: await conversationOfBlock(store.read, edit.workspaceId, parameters.id ?? ''),
          person: { ...signedIn.person, isSupervisor: true },
        }),
    }),
  ]
}
