import type { Decision, Turn } from '../turn.ts'
import { words } from '../words.ts'

/** Pictures and files without a word: the assistant cannot look at them, says so, and offers somebody who can. */
export function fileAlone({ text, hasFiles, language }: Turn): Decision | undefined {
  if (!hasFiles || text.trim() !== '') return undefined
  const { fileUnread, person } = words[language]
  return { outcome: 'asked', language, text: fileUnread, choices: [person], rule: { name: 'unclear' } }
}

/** Words that came with a file are answered as words; nobody shall believe that the file was looked at. */
export function besideFile(decision: Decision, { hasFiles }: Turn): Decision {
  if (!hasFiles || decision.outcome === 'handed-over') return decision
  return { ...decision, text: `${decision.text}\n\n${words[decision.language].fileBeside}` }
}
