import { z } from 'zod'
import { hoursEdit } from './hours-edit.ts'
import { levelNames, type ServiceLevels } from './service-levels.ts'
import { nameKey, skillKinds, teamBounds } from './team.ts'
import { plain } from './text.ts'

const level = z
  .int('A level is a whole number of minutes.')
  .min(teamBounds.shortestLevel, 'A level is at least one minute.')
  .max(teamBounds.longestLevel, 'A level is at most 30 days.')
  .multipleOf(60_000, 'A level is a whole number of minutes.')

const targets = z.strictObject(
  Object.fromEntries(levelNames.map((name) => [name, level.optional()])),
) as unknown as z.ZodType<Partial<ServiceLevels>, Partial<ServiceLevels>>

const name = plain(teamBounds.name, `A name has at most ${teamBounds.name} characters.`)
  .trim()
  .overwrite((value) => value.replace(/\s+/g, ' '))
  .min(1, 'A team has a name.')

export const newTeam = z.strictObject({
  name,
  hours: hoursEdit.optional(),
  targets: targets.default({}),
  members: z
    .array(plain(64).min(1))
    .max(teamBounds.members, `A team has at most ${teamBounds.members} people.`)
    .overwrite((ids) => [...new Set(ids)])
    .default([]),
})
/** `version` is the one that was edited: somebody else's newer one makes the edit a `conflict`. */
const version = z.int().min(1)
export const teamEdit = newTeam.extend({ version })
export const teamArchiving = z.strictObject({ version })

const skill = z.strictObject({
  kind: z.enum(skillKinds),
  value: plain(teamBounds.skill, `A skill has at most ${teamBounds.skill} characters.`)
    .trim()
    .min(1, 'A skill says what it is in.'),
})

export const deskProfileEdit = z.strictObject({
  capacity: z
    .int('A capacity is a whole number.')
    .min(0, 'A capacity is not negative.')
    .max(teamBounds.capacity, `A capacity is at most ${teamBounds.capacity}.`),
  skills: z
    .array(skill)
    .max(teamBounds.skills, `A person has at most ${teamBounds.skills} skills.`)
    .refine(
      (skills) =>
        new Set(skills.map(({ kind, value }) => `${kind}:${nameKey(value)}`)).size === skills.length,
      'A skill is here twice.',
    ),
  /** As it was read, 0 included. */
  version: z.int().min(0),
})
