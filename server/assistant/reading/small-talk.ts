import type { Decision } from '../turn.ts'
import { words } from '../words.ts'
import type { Triage } from './triage.ts'

/** Greetings, thanks and goodbyes get a short answer without a search. */
export function smallTalk(message: Triage): Decision | undefined {
  const catalogue = words[message.language]
  switch (message.intent) {
    case 'greeting':
    case 'thanks':
    case 'goodbye':
      return {
        outcome: 'answered',
        language: message.language,
        text: catalogue[message.intent],
        rule: { name: 'small-talk' },
      }
    case 'unclear':
      return {
        outcome: 'asked',
        language: message.language,
        text: catalogue.unclear,
        rule: { name: 'unclear' },
      }
    default:
      return undefined
  }
}
