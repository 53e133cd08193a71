export const roles = ['agent', 'trainer', 'supervisor', 'administrator'] as const
export type Role = (typeof roles)[number]

/** What a signed-in person may do. A handler names the permission it needs, never a role. */
export type Permission =
  | 'conversations'
  | 'knowledge:read'
  | 'knowledge:write'
  | 'releases'
  | 'defects'
  /** To approve what goes beyond the limits of the responsibility list. */
  | 'approvals'
  | 'responsibilities'
  /** To hand out and erase everything that is kept of a visitor. */
  | 'visitor-data'
  /** To rename, merge and archive tags. */
  | 'tags'
  /** To see every visitor who may not write, to let them write again, and to block one without an end. */
  | 'blocks'
  /** To see everything that goes on at the desk, to take or move what others have, and to whisper to them. */
  | 'floor'
  | 'people'
  | 'sites'

// Each role includes the one before it.
const agent: readonly Permission[] = ['conversations', 'knowledge:read']
const trainer: readonly Permission[] = [...agent, 'knowledge:write', 'releases', 'defects']
const supervisor: readonly Permission[] = [
  ...trainer,
  'approvals',
  'responsibilities',
  'visitor-data',
  'tags',
  'blocks',
  'floor',
]
const administrator: readonly Permission[] = [...supervisor, 'people', 'sites']
const granted: Record<Role, readonly Permission[]> = { agent, trainer, supervisor, administrator }

export function may(role: Role, permission: Permission): boolean {
  return granted[role].includes(permission)
}

export interface Person {
  id: string
  name: string
  email: string
  role: Role
}
