import type { LearnedFact } from '#shared/case/known-fact.ts'
import { looksLikeEmail } from '#shared/email.ts'
import type { Language } from '#shared/knowledge.ts'
import type { PreChatQuestion } from '#shared/site.ts'
import { textIn } from '#shared/widget-languages.ts'
import { Refusal } from '../refusal.ts'

/**
 * What a visitor answered to the site's questions, as facts for the case file: an e-mail address and an order number
 * under the names that everybody looks for, anything else under the question itself. An answer to a question that the
 * site does not ask any more, and a choice that it does not offer any more, is left out. Throws `invalid` for an e-mail
 * address that is none.
 */
export function factsOfAnswers(
  questions: readonly PreChatQuestion[],
  answers: Readonly<Record<string, string>>,
  language: Language,
): LearnedFact[] {
  return questions.flatMap((question): LearnedFact[] => {
    const value = Object.hasOwn(answers, question.id) ? (answers[question.id] ?? '') : ''
    if (value === '') return []
    if (!isOffered(question, value)) return []
    if (question.kind === 'email' && !looksLikeEmail(value)) {
      const path = `answers.${question.id}`
      const message = 'This is no e-mail address.'
      throw new Refusal('invalid', `${path}: ${message}`, { issues: [{ path, message }] })
    }
    return [{ name: nameOf(question, language), value, source: 'visitor' }]
  })
}

function isOffered({ kind, choices }: PreChatQuestion, value: string): boolean {
  return kind !== 'choice' || Object.values(choices ?? {}).some((each) => each?.includes(value))
}

function nameOf({ kind, label }: PreChatQuestion, language: Language): string {
  if (kind === 'email') return 'email'
  if (kind === 'order') return 'order-number'
  return textIn(label, language)
}
