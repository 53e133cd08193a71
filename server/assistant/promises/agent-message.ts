import { randomUUID } from 'node:crypto'
import type { PromiseUpdate } from '#shared/case/promise.ts'
import { type OpenLog, type Posted, updateCase } from '../../conversation/index.ts'
import { type FoundPromise, promisesIn } from '../judge/index.ts'
import { plainText, sentencesOf } from '../judge/promises/plain-text.ts'
import { openReplies } from './make.ts'

/** Of one message no more are asked about. */
const mostSuggested = 2

// Who will do it, or who will have it: "delivery takes 3 to 5 days" tells how things are and promises nothing.
const undertaking =
  /(?<![a-z])(?:i|we|you|it|he|she|they|(?:my|our|a|the|your) [a-z]+)(?:'ll| will| shall|'m going to|'re going to| am going to| are going to| is going to)(?![a-z])|(?<![a-z])(?:i|we) (?:promise|guarantee)|(?:我|我们|咱们|这边|同事|财务|仓库|客服)[^,。;!?]{0,16}(?:会|将|就|保证|一定|给您|帮您|为您|回复|联系|处理)|(?:会|将|一定)[^,。;!?]{0,12}(?:给您|为您|联系您|回复您|退给您|寄出|发出|退款|到账|处理)|(?:给您|为您)[^,。;!?]{0,6}(?:回复|答复|处理|退款|补发|寄出)/

/**
 * What an agent's message brings about: the reply that was promised is given, and what it seems to promise by a time
 * is put before the agent, who says whether it was a promise. Nothing is followed up on a rule's word alone.
 */
export function afterAgentMessage(log: OpenLog, posted: Posted, text: string, person: string): void {
  const promises: PromiseUpdate[] = [
    ...openReplies(log).map(({ id }) => ({ id, change: 'keep' as const })),
    ...timedPromisesIn(text).map(({ sentence, named }) => ({
      id: randomUUID(),
      change: 'suggest' as const,
      subject: 'deed' as const,
      by: 'agent' as const,
      messageId: posted.messageId,
      text: sentence,
      named,
    })),
  ]
  if (promises.length > 0) updateCase(log, { person, promises })
}

/** The sentences of a message that undertake something by a time, each with the times it names. */
export function timedPromisesIn(text: string): { sentence: string; named: string[] }[] {
  const timed = Map.groupBy(
    promisesIn(text).filter((each) => each.kind === 'deadline'),
    ({ sentence }: FoundPromise) => sentence,
  )
  const written = sentencesOf(text).map((sentence) => sentence.trim())
  return [...timed]
    .filter(([sentence]) => undertaking.test(sentence))
    .map(([plain, found]) => ({
      // As the agent wrote it, where the plain form leads back to it.
      sentence: written.find((each) => plainText(each).trim() === plain) ?? plain,
      named: found.map(({ value }) => value),
    }))
    .slice(0, mostSuggested)
}
