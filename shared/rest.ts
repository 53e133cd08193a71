import { z } from 'zod'
import type { Defect } from './defect.ts'
import { defectStatuses } from './defect.ts'
import type { Article, EvaluationCase } from './knowledge.ts'
import type { Person } from './people.ts'
import { type SynonymProblem, synonymBounds, synonymProblems } from './synonyms.ts'
import { plain } from './text.ts'

/** Bodies and answers of `/api/v1`. Every answer is `{ ok: true, … }` or the failure of protocol.md. */

const id = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'An id has small letters, digits and hyphens.')
const day = z.iso.date()
const language = z.enum(['en', 'zh'])

export const articleBody = z.object({
  language,
  title: plain(300).trim().min(1),
  topic: plain(60).trim().min(1),
  phrasings: z.array(plain(500).trim().min(1)).max(200).default([]),
  body: plain(50_000).trim().min(1),
  validFrom: day.optional(),
  validUntil: day.optional(),
})
export const newArticle = articleBody.extend({ id })
/** `version` is the one that was edited: somebody else's newer version makes the edit a `conflict`. */
export const articleEdit = articleBody.extend({ version: z.int().min(1) })

export const articleImport = z.object({
  /** One Markdown file with front matter each. */
  files: z
    .array(z.object({ name: z.string().max(300), language, content: z.string().max(100_000) }))
    .max(5_000),
})

const synonymMessages: Record<SynonymProblem, string> = {
  empty: 'A word has letters or digits.',
  short: 'One character is too short: it is a part of too many other words.',
  long: `A word has at most ${synonymBounds.length} characters.`,
  twice: 'This word is in the group already.',
}
export const newSynonymGroup = z.object({
  words: z
    .array(
      plain(synonymBounds.length, synonymMessages.long)
        .trim()
        .overwrite((word) => word.replace(/\s+/g, ' ')),
    )
    .min(synonymBounds.fewest, `A group has at least ${synonymBounds.fewest} words.`)
    .max(synonymBounds.most, `A group has at most ${synonymBounds.most} words.`)
    .superRefine((words, context) => {
      for (const [place, problem] of synonymProblems(words))
        context.addIssue({ code: 'custom', path: [place], message: synonymMessages[problem] })
    }),
})
/** `version` is the one that was edited: somebody else's newer one makes the edit a `conflict`. */
export const synonymGroupEdit = newSynonymGroup.extend({ version: z.int().min(1) })

export const newCase = z.object({
  id: id.optional(),
  locale: language,
  question: plain(2_000).trim().min(1),
  expect: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('article'), articleId: id }),
    z.object({ kind: z.literal('handover'), reason: plain(40).optional() }),
    z.object({ kind: z.literal('refusal') }),
  ]),
  defectId: plain(64).optional(),
})

export const newRelease = z.object({ note: plain(500).trim().default('') })
export const newEvaluation = z.object({ release: z.int().min(1) })
export const defectEdit = z.object({
  status: z.enum(defectStatuses).optional(),
  articleId: id.optional(),
  reason: plain(1_000).trim().min(3).optional(),
})
export const signIn = z.object({ token: z.string().min(1).max(200) })
export const newToken = z.object({ name: plain(100).trim().min(1) })
export const paging = z.object({
  cursor: plain(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

export interface ArticleRow extends Omit<Article, 'body' | 'phrasings'> {
  phrasings: number
  updatedAt: number
  updatedBy: string
  /** The version in the live release; absent where the article is not live. */
  liveVersion?: number | undefined
}

export interface Release {
  number: number
  note: string
  createdAt: number
  createdBy: string
  articles: number
  /** What differs from the live release. */
  changes: { articleId: string; language: 'en' | 'zh'; change: 'added' | 'edited' | 'removed' }[]
  /** How many groups of synonyms differ from those of the live release; absent where none does. */
  synonymChanges?: Record<'added' | 'edited' | 'removed', number> | undefined
  evaluation?: EvaluationSummary | undefined
  live: boolean
  publishedAt?: number | undefined
}

/** Whether a release may go live, and each reason why not, with the question it is about. */
export interface Gate {
  open: boolean
  reasons: GateReason[]
}

/** `worse`: a case the live release passes; `not-fixed`: a defect being fixed whose case still fails. */
export interface GateReason {
  code: 'worse' | 'not-fixed'
  question: string
}

export interface EvaluationSummary {
  id: string
  release: number
  state: 'running' | 'finished' | 'failed'
  total: number
  done: number
  passed: number
  /** Whether the release may be published, and why not. */
  gate?: Gate | undefined
  startedAt: number
  finishedAt?: number | undefined
}

export interface EvaluationFailure {
  case: EvaluationCase
  got: {
    kind: 'article' | 'handover' | 'refusal' | 'asked'
    articleId?: string
    reason?: string
    confidence?: number
  }
  /** The live release passes this case: publishing would make it worse. */
  regression: boolean
}

export interface ImportReport {
  imported: number
  unchanged: number
  failed: { name: string; message: string }[]
}

export interface SessionView {
  person: Person
  workspace: { id: string; name: string }
  /** The most bytes of one file. */
  attachmentLimit: number
  /** The server's own time: waits and deadlines are counted by it. */
  at: number
}

/** A secret that signs identities for a site, as it is listed: never the secret. Times are milliseconds since 1970. */
export interface IdentityKey {
  id: string
  createdAt: number
  createdBy: string
  /** When an identity that it signed was taken last, to the minute; absent where none was. */
  usedAt?: number | undefined
}

export type { Article, Defect, EvaluationCase }
