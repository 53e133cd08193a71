import type { Language } from '#shared/knowledge.ts'
import { english } from './en.ts'
import type { OperatorWords } from './operator-words.ts'
import { chinese } from './zh.ts'

export type { OperatorWords, ShownParcel, ShownReturn } from './operator-words.ts'

export const operatorWords: Record<Language, OperatorWords> = { en: english, zh: chinese }

/** The words of our own buttons in the steps of an action: whoever presses one has not put it so themselves. */
export function buttonsOf(language: Language): string[] {
  const { startReturn, changeAddress, leaveIt, goOn, stop, allItems, allPieces, reasons } =
    operatorWords[language]
  return [startReturn, changeAddress, leaveIt, goOn, stop, allItems, allPieces, ...Object.values(reasons)]
}
