import type { Language } from '#shared/knowledge.ts'
import { english } from './en.ts'
import type { OperatorWords } from './operator-words.ts'
import { chinese } from './zh.ts'

export type { OperatorWords, ShownParcel, ShownReturn } from './operator-words.ts'

export const operatorWords: Record<Language, OperatorWords> = { en: english, zh: chinese }
