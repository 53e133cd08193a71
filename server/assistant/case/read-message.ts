import {
  type ConversationParts,
  caseOf,
  changeConversation,
  eventsBetween,
  updateCase,
} from '../../conversation/index.ts'
import { type DueWork, finishWork } from '../../store/due-work.ts'
import { memory } from '../question.ts'
import { dissatisfactionOf, type SpokenTurn } from '../reading/satisfaction.ts'
import { triage } from '../reading/triage.ts'
import { factsIn } from './facts-in.ts'

/** Only a mood that falls by this much is an event of its own; without one so far, from what most visitors show. */
const noteworthy = 0.25
const typical = 0.9

/**
 * Reads a message that a visitor wrote while people lead: no turn of the assistant runs then, and the case file is kept
 * current all the same. Says nothing to anybody.
 */
export async function readMessage(parts: ConversationParts, work: DueWork, owner: string): Promise<void> {
  const seq = Number(work.payload.seq)
  await changeConversation(parts, String(work.payload.conversationId), async (log) => {
    if (!(await finishWork(log.writing, work, owner))) return
    // Given back meanwhile: the assistant's turn reads it.
    if (log.conversation.status === 'automated') return
    const events = await eventsBetween(log.writing, log.conversation.id, seq - memory, seq)
    const messages = events.filter((event) => event.type === 'message:posted')
    const message = messages.at(-1)
    if (message?.seq !== seq) return
    const { facts, mood } = caseOf(log.conversation)
    const said = factsIn(message.text, triage(message.text, message.locale), message.at)
    const learned = said.filter(
      ({ name, value }) => !facts.some((each) => each.name === name && each.value === value),
    )
    const spoken = messages.flatMap<SpokenTurn>(({ sender, text }) =>
      sender === 'system' ? [] : { who: sender, text },
    )
    const satisfaction = Math.round((1 - dissatisfactionOf(spoken)) * 100) / 100
    const isWorse = (mood.at(-1)?.satisfaction ?? typical) - satisfaction >= noteworthy
    if (learned.length === 0 && !isWorse) return
    updateCase(log, { ...(learned.length > 0 && { learned }), mood: satisfaction })
  })
}
