import { goLive, importArticles, makeRelease } from '#server/knowledge/index.ts'
import { responsibilitiesOf, saveResponsibilities } from '#server/oversight/index.ts'
import type { Language } from '#shared/knowledge.ts'
import type { TestApp } from './app.ts'

export interface TestArticle {
  id: string
  language?: Language
  title: string
  /** Articles of the topic `uncertain` are never answered with at once, see `publish`. */
  topic?: string
  phrasings?: string[]
  body: string
}

/**
 * Adds articles to the demo shop and makes them live. The assistant asks before it answers from the topic
 * `uncertain`, however sure the engine is: so that a test of the asking does not depend on a figure of the engine.
 */
export async function publish(app: TestApp, articles: TestArticle[]): Promise<void> {
  const edit = { workspaceId: 'demo', by: 'test', at: Date.now() }
  const files = articles.map(
    ({ id, language = 'en', title, topic = 'other', phrasings = [title], body }) => ({
      name: `${language}/${id}.md`,
      language,
      content: `---\n${JSON.stringify({ id, title, topic, phrasings })}\n---\n\n${body}\n`,
    }),
  )
  const report = await importArticles(app.store, edit, files)
  if (report.failed.length > 0) throw new Error(JSON.stringify(report.failed))
  const release = await makeRelease(app.store, edit, 'articles of a test')
  await app.store.write(async (writing) => {
    await goLive(writing, 'demo', release.number, Date.now())
    const list = await responsibilitiesOf(writing, 'demo')
    const uncertain = {
      topic: 'uncertain',
      lead: 'assistant' as const,
      accountable: 'supervisor',
      answerAt: 1,
    }
    await saveResponsibilities(writing, edit, { ...list, rows: [uncertain, ...list.rows] })
  })
}
