import { speaksToMachine, withoutInstructions } from '#shared/instructions.ts'
import type { Article } from '#shared/knowledge.ts'
import type { Finding, Knowledge } from '../knowledge/index.ts'

const read = new WeakMap<Article, Article>()
const wrapped = new WeakMap<Knowledge, Knowledge>()

/**
 * The knowledge as visitors and models may have it (invariant 11): articles are written by many hands and imported from
 * anywhere, and what they tell an assistant to do is no answer. Where all of an article is such, its title stays.
 */
export function asKnowledge(knowledge: Knowledge): Knowledge {
  const known = wrapped.get(knowledge)
  if (known) return known
  const made: Knowledge = {
    ...knowledge,
    article(id, language) {
      const article = knowledge.article(id, language)
      return article && cleaned(article)
    },
    engine: {
      ...knowledge.engine,
      async find(...asked) {
        const finding = await knowledge.engine.find(...asked)
        return { ...finding, candidates: finding.candidates.map((each) => cleanedCandidate(each, made)) }
      },
    },
  }
  wrapped.set(knowledge, made)
  return made
}

/** The same object for the same article: whoever reads it keeps what they read with it. */
function cleaned(article: Article): Article {
  const known = read.get(article)
  if (known) return known
  const title = withoutInstructions(article.title) || article.id
  const body = withoutInstructions(article.body) || title
  const made = title === article.title && body === article.body ? article : { ...article, title, body }
  read.set(article, made)
  return made
}

function cleanedCandidate(candidate: Finding['candidates'][number], knowledge: Knowledge) {
  const { articleId, language } = candidate
  if (![candidate.title, ...candidate.passage.split('\n')].some(speaksToMachine)) return candidate
  const article = knowledge.article(articleId, language)
  const passage = withoutInstructions(candidate.passage) || article?.body.split('\n\n')[0] || articleId
  return { ...candidate, title: article?.title ?? articleId, passage }
}
