import fc from 'fast-check'
import { presenceChoices } from '#shared/presence.ts'
import { crew, nodes } from '../../support/desk-world.ts'

const person = fc.constantFrom(...crew)
/** Somebody, or mostly whoever has the conversation at that moment. */
const actor = fc.constantFrom(...crew, 'owner' as const, 'owner' as const, 'owner' as const)
const node = fc.constantFrom(...nodes)
/** What a person knows of a conversation: what they were told last, what is so now, or what was so long ago. */
const knows = fc.constantFrom('told' as const, 'told' as const, 'now' as const, 'long ago' as const)

const act = fc.oneof(
  { arbitrary: fc.record({ act: fc.constant('say' as const), text: fc.nat(3) }), weight: 5 },
  { arbitrary: fc.record({ act: fc.constant('accept' as const), person, knows }), weight: 6 },
  { arbitrary: fc.record({ act: fc.constant('send' as const), person: actor, knows }), weight: 5 },
  {
    arbitrary: fc.record({ act: fc.constant('transfer' as const), person: actor, knows, to: person }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ act: fc.constant('transfer to team' as const), person: actor, knows }),
    weight: 2,
  },
  { arbitrary: fc.record({ act: fc.constant('hand back' as const), person: actor, knows }), weight: 2 },
  { arbitrary: fc.record({ act: fc.constant('close' as const), person: actor, knows }), weight: 1 },
  { arbitrary: fc.constant({ act: 'visitor ends' as const }), weight: 1 },
  { arbitrary: fc.record({ act: fc.constant('work' as const), node }), weight: 4 },
)
export type Act = typeof act extends fc.Arbitrary<infer Of> ? Of : never

const round = fc.oneof(
  // What happens at the same moment.
  {
    arbitrary: fc
      .array(act, { minLength: 1, maxLength: 3 })
      .map((acts) => ({ round: 'acts' as const, acts })),
    weight: 8,
  },
  // A reply of the assistant is being written while something else happens.
  {
    arbitrary: fc
      .array(act, { minLength: 1, maxLength: 3 })
      .map((acts) => ({ round: 'in flight' as const, acts })),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      round: fc.constant('wait' as const),
      time: fc.constantFrom(1_000, 60_000, 120_000, 300_000, 600_000),
    }),
    weight: 4,
  },
  { arbitrary: fc.record({ round: fc.constant('connect' as const), person, node }), weight: 3 },
  {
    arbitrary: fc.record({ round: fc.constantFrom('disconnect' as const, 'vanish' as const), person }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      round: fc.constant('choose' as const),
      person,
      choice: fc.constantFrom(...presenceChoices, 'online' as const),
    }),
    weight: 1,
  },
  // A node so slow that its lease ends, and another does the same.
  { arbitrary: fc.constant({ round: 'work twice' as const }), weight: 1 },
  { arbitrary: fc.constant({ round: 'die' as const }), weight: 1 },
)
export type Round = typeof round extends fc.Arbitrary<infer Of> ? Of : never

/** How the general queue and the team's are given out, and up to ten rounds in one conversation. */
export const race = fc.record({
  general: fc.constantFrom('manual' as const, 'manual' as const, 'automatic' as const),
  /** What the visitor says first. */
  opening: fc.constantFrom(0, 1, 1, 1, 3),
  team: fc.constantFrom('manual' as const, 'automatic' as const),
  rounds: fc.array(round, { minLength: 3, maxLength: 10 }),
})
export type Race = typeof race extends fc.Arbitrary<infer Of> ? Of : never
