import { isAvailable, type Presence } from '#shared/presence.ts'

/** A conversation in the queue of a team that gives by itself. */
export interface Waiting {
  id: string
  /** 0 to 2; the higher goes first. */
  priority: number
  /** Since when, in milliseconds since 1970; the longer goes first. */
  queuedAt: number
  /** Whose queue it stands in; null is everybody's. */
  team: string | null
  /** Skills that whoever takes it must have. */
  needs: readonly string[]
  /** Who had this conversation, or this visitor, last. */
  lastAgent?: string | undefined
  /** Whom it came back from, until when it is not given to them again. */
  notTo?: { person: string; until: number } | undefined
}

/** Somebody who may be given conversations. */
export interface Candidate {
  id: string
  presence: Presence
  teams: readonly string[]
  skills: readonly string[]
  /** How much at once; `weightOf` says what a conversation counts. */
  capacity: number
  load: number
  /** When they were given one last; null is never. */
  lastGivenAt: number | null
}

export interface Gift {
  conversation: string
  person: string
  why: 'sticky' | 'least-loaded'
}

/**
 * What an open conversation takes of a person's capacity. One in which the visitor has the next word takes half:
 * it will need the person again, and it does not need them now.
 */
export function weightOf({ isVisitorWaiting }: { isVisitorWaiting: boolean }): number {
  return isVisitorWaiting ? 1 : 0.5
}

/**
 * Who is given which conversation, in the order in which they are given: the urgent before the longer waiting, each to
 * whoever had it last where they may, else to the least loaded, and of those to the one who has been without the
 * longest. A conversation that nobody may take now stays where it is and holds up none behind it. Pure.
 */
export function decideRouting(
  waiting: readonly Waiting[],
  people: readonly Candidate[],
  now: number,
): Gift[] {
  const present = people.map((each) => ({ ...each }))
  const gifts: Gift[] = []
  for (const conversation of waiting.toSorted(byTurn)) {
    const able = present.filter((person) => mayTake(person, conversation, now))
    const last = able.find(({ id }) => id === conversation.lastAgent)
    const person = last ?? able.toSorted(byEase)[0]
    if (person === undefined) continue
    // Whoever is given one has a visitor waiting.
    person.load += weightOf({ isVisitorWaiting: true })
    person.lastGivenAt = now
    gifts.push({ conversation: conversation.id, person: person.id, why: last ? 'sticky' : 'least-loaded' })
  }
  return gifts
}

/** Whether somebody may be given a conversation now. */
export function mayTake(person: Candidate, conversation: Waiting, now: number): boolean {
  const { team, needs, notTo } = conversation
  if (!isAvailable(person.presence)) return false
  if (team !== null && !person.teams.includes(team)) return false
  if (notTo?.person === person.id && now < notTo.until) return false
  if (person.load + weightOf({ isVisitorWaiting: true }) > person.capacity) return false
  return needs.every((skill) => person.skills.includes(skill))
}

/** Urgent before longer waiting; ids settle what is equal, so that every node decides alike. */
export function byTurn(one: Waiting, other: Waiting): number {
  return other.priority - one.priority || one.queuedAt - other.queuedAt || compare(one.id, other.id)
}

function byEase(one: Candidate, other: Candidate): number {
  const never = Number.NEGATIVE_INFINITY
  const [first, second] = [one.lastGivenAt ?? never, other.lastGivenAt ?? never]
  return one.load - other.load || (first === second ? compare(one.id, other.id) : first - second)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
