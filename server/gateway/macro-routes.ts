import { type Macro, macroBounds } from '#shared/macro.ts'
import { macroEdit, newMacro } from '#shared/macro-edit.ts'
import { paging } from '#shared/rest.ts'
import { nameKey } from '#shared/team.ts'
import { addTool, editTool, listTools, removeTool, type Tool, type ToolRules } from '../desk/replies/index.ts'
import type { Store } from '../store/store.ts'
import type { Live } from './live.ts'
import { toolsChanged, toolUser } from './reply-routes.ts'
import { type AnyRoute, route } from './rest.ts'

type Content = Pick<Macro, 'name' | 'steps'>

const macros: ToolRules = {
  kind: 'macro',
  keyField: 'name',
  bounds: macroBounds,
  words: { missing: 'This macro does not exist.', taken: 'There is a macro with this name already.' },
}

/** Steps under one name. What a step does is authorised when it is done: a macro gives nobody a right. */
export function macroRoutes({ store, live }: { store: Store; live: Live }): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/macros',
      summary: 'Macros that whoever asks may use, shared ones and their own, a page at a time.',
      permission: 'conversations',
      query: paging,
      handle: async ({ query, ...call }) => {
        const { tools, next } = await listTools<Content>(store.read, toolUser(call), {
          ...query,
          kind: 'macro',
        })
        return { macros: tools.map(macroOf), next }
      },
    }),
    route({
      method: 'post',
      path: '/macros',
      summary: 'A new macro; a shared one needs the right to write knowledge.',
      permission: 'conversations',
      body: newMacro,
      handle: async ({ body: { shared, ...content }, ...call }) => {
        const tool = { key: nameKey(content.name), content, shared }
        const added = await store.write((writing) => addTool(writing, toolUser(call), macros, tool))
        toolsChanged(live, call, shared)
        return { macro: macroOf(added) }
      },
    }),
    route({
      method: 'put',
      path: '/macros/:id',
      summary: 'Changes a macro; `conflict` where somebody else was first.',
      permission: 'conversations',
      body: macroEdit,
      handle: async ({ body: { version, ...content }, parameters, ...call }) => {
        const tool = { id: parameters.id ?? '', key: nameKey(content.name), content, version }
        const edited = await store.write((writing) => editTool(writing, toolUser(call), macros, tool))
        toolsChanged(live, call, edited.shared)
        return { macro: macroOf(edited) }
      },
    }),
    route({
      method: 'delete',
      path: '/macros/:id',
      summary: 'Removes a macro.',
      permission: 'conversations',
      handle: async ({ parameters, ...call }) => {
        const { shared } = await store.write((writing) =>
          removeTool(writing, toolUser(call), macros, parameters.id ?? ''),
        )
        toolsChanged(live, call, shared)
        return {}
      },
    }),
  ]
}

function macroOf({ content, ...tool }: Tool<Content>): Macro {
  return { ...tool, ...content }
}
