import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Permission, Person } from '#shared/people.ts'
import { may } from '#shared/people.ts'
import type { DeskTools } from '../agent/tools.ts'
import type { DeskConnection } from '../connection.ts'
import type { Rest } from '../rest.ts'
import type { Storage } from './preferences.ts'
import type { SessionModel } from './session/session-model.ts'

/** The parts every page of a signed-in desk works with. */
export interface Desk {
  person: Person
  workspace: { id: string; name: string }
  /** The most bytes of one file. */
  attachmentLimit: number
  connection: DeskConnection
  rest: Rest
  storage: Storage
  session: SessionModel
  tools: DeskTools
}

export const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === undefined) throw new Error('a page of the desk was drawn outside of it')
  return desk
}

export function usePermission(permission: Permission): boolean {
  return may(useDesk().person.role, permission)
}
