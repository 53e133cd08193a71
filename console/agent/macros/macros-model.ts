import type { Macro } from '#shared/macro.ts'
import type { DeskConnection } from '../../connection.ts'
import type { MacroEdit, NewMacro, Rest } from '../../rest.ts'
import { createToolList } from '../writing/replies/tool-list.ts'

export type MacrosModel = ReturnType<typeof createMacros>

const mostPages = 4

/** The macros that this person may use, by their names. */
export function createMacros(rest: Rest, connection: DeskConnection) {
  const names = new Intl.Collator()
  const list = createToolList<Macro>({
    ...{ connection, mostPages },
    order: (one, other) => names.compare(one.name, other.name),
    async read(cursor) {
      const result = await rest.macros(cursor)
      return result.ok ? { ok: true, items: result.macros, next: result.next } : result
    },
  })
  return {
    macros: list.items,
    failure: list.failure,
    want: list.want,
    create: (macro: NewMacro) => list.changed(rest.createMacro(macro)),
    edit: (id: string, edit: MacroEdit) => list.changed(rest.editMacro(id, edit)),
    remove: (id: string) => list.changed(rest.removeMacro(id)),
    dispose: list.dispose,
  }
}
