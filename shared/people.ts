export const roles = ['agent', 'trainer', 'supervisor', 'administrator'] as const
export type Role = (typeof roles)[number]

/** What a signed-in person may do. A handler names the permission it needs, never a role. */
export type Permission =
  | 'conversations'
  | 'knowledge:read'
  | 'knowledge:write'
  | 'releases'
  | 'defects'
  | 'responsibilities'
  | 'people'
  | 'sites'

const granted: Record<Role, readonly Permission[]> = {
  agent: ['conversations', 'knowledge:read'],
  trainer: ['conversations', 'knowledge:read', 'knowledge:write', 'releases', 'defects'],
  supervisor: [
    'conversations',
    'knowledge:read',
    'knowledge:write',
    'releases',
    'defects',
    'responsibilities',
  ],
  administrator: [
    'conversations',
    'knowledge:read',
    'knowledge:write',
    'releases',
    'defects',
    'responsibilities',
    'people',
    'sites',
  ],
}

export function may(role: Role, permission: Permission): boolean {
  return granted[role].includes(permission)
}

export interface Person {
  id: string
  name: string
  email: string
  role: Role
}
