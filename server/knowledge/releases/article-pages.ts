import { setImmediate } from 'node:timers/promises'
import type { Article } from '#shared/knowledge.ts'
import type { Reading } from '../../store/store.ts'
import { articleOf } from '../articles.ts'

/** Few enough that nobody waits for them noticeably: some 5 ms. */
const PAGE = 500

/** All articles of the working set, or of a release, in pages: between two pages others have their turn. */
export async function* articlePages(
  read: Reading,
  workspaceId: string,
  release?: number,
): AsyncGenerator<Article[]> {
  let last: Article | undefined
  do {
    const page = await readPage(read, workspaceId, release, last)
    last = page.length === PAGE ? page.at(-1) : undefined
    if (page.length > 0) yield page
    await setImmediate()
  } while (last)
}

/** Changes with every edit of the working set: pages that were read between two that are equal fit together. */
export async function workingSetMark(read: Reading, workspaceId: string): Promise<string> {
  const { articles, versions } = await read
    .selectFrom('article')
    .select((each) => [each.fn.countAll().as('articles'), each.fn.sum('version').as('versions')])
    .where('workspace_id', '=', workspaceId)
    .where('archived', '=', 0)
    .executeTakeFirstOrThrow()
  return `${articles} ${versions}`
}

async function readPage(
  read: Reading,
  workspaceId: string,
  release: number | undefined,
  last: Article | undefined,
): Promise<Article[]> {
  const chosen =
    release === undefined
      ? read
          .selectFrom('article')
          .select(['id', 'language', 'version'])
          .where('workspace_id', '=', workspaceId)
          .where('archived', '=', 0)
          .$if(last !== undefined, (query) =>
            query
              .where('id', '>=', last?.id ?? '')
              .where((each) =>
                each.or([each('id', '>', last?.id ?? ''), each('language', '>', last?.language ?? 'en')]),
              ),
          )
          .orderBy('id')
          .orderBy('language')
          .limit(PAGE)
      : read
          .selectFrom('release_article')
          .select(['article_id as id', 'language', 'version'])
          .where('workspace_id', '=', workspaceId)
          .where('number', '=', release)
          .$if(last !== undefined, (query) =>
            query
              .where('article_id', '>=', last?.id ?? '')
              .where((each) =>
                each.or([
                  each('article_id', '>', last?.id ?? ''),
                  each('language', '>', last?.language ?? 'en'),
                ]),
              ),
          )
          .orderBy('article_id')
          .orderBy('language')
          .limit(PAGE)
  const rows = await read
    .with('chosen', () => chosen)
    .selectFrom('chosen')
    .innerJoin('article_version', (join) =>
      join
        .onRef('chosen.id', '=', 'article_version.id')
        .onRef('chosen.language', '=', 'article_version.language')
        .onRef('chosen.version', '=', 'article_version.version'),
    )
    .selectAll('article_version')
    .where('article_version.workspace_id', '=', workspaceId)
    .orderBy('article_version.id')
    .orderBy('article_version.language')
    .execute()
  return rows.map(articleOf)
}
