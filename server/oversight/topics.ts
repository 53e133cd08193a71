import type { Reading } from '../store/store.ts'

/** The topics of a workspace's articles, drafts included, with how many articles each has in any language. */
export async function articleTopics(
  read: Reading,
  workspaceId: string,
): Promise<{ topic: string; articles: number }[]> {
  const rows = await read
    .selectFrom('article')
    .select(['topic', (each) => each.fn.count<number | string>('id').distinct().as('articles')])
    .where('workspace_id', '=', workspaceId)
    .where('archived', '=', 0)
    .groupBy('topic')
    .orderBy('topic')
    .execute()
  return rows.map(({ topic, articles }) => ({ topic, articles: Number(articles) }))
}
