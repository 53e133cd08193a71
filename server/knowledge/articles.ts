import type { Selectable } from 'kysely'
import type { Article, Language } from '#shared/knowledge.ts'
import type { ArticleRow } from '#shared/rest.ts'
import { Refusal } from '../refusal.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Tables } from '../store/schema.ts'
import type { Reading, Writing } from '../store/store.ts'

export type ArticleContent = Omit<Article, 'version'>

/** Who changes the knowledge, where and when. */
export interface Edit {
  workspaceId: string
  by: string
  at: number
}

/**
 * Writes the next version of an article. `expected` is the version the editor saw (0 for a new article): somebody
 * else's newer one makes it a `conflict`, so that no edit disappears under another.
 */
export async function saveArticle(
  writing: Writing,
  edit: Edit,
  content: ArticleContent,
  expected: number | 'any',
): Promise<Article> {
  const key = { workspace_id: edit.workspaceId, id: content.id, language: content.language }
  // Holds the row (the no-change update is the lock both dialects understand), so that of two edits one is first.
  const current = await writing
    .updateTable('article')
    .set((each) => ({ version: each.ref('version') }))
    .where('workspace_id', '=', edit.workspaceId)
    .where('id', '=', content.id)
    .where('language', '=', content.language)
    .returning(['version', 'archived', 'updated_by'])
    .executeTakeFirst()
  const seen = current && !current.archived ? current.version : 0
  if (expected !== 'any' && expected > 0 && seen === 0) {
    throw new Refusal('not-found', 'This article does not exist.')
  }
  if (expected !== 'any' && expected !== seen) {
    if (expected === 0) throw alreadyThere(content.id)
    throw new Refusal(
      'conflict',
      `${current?.updated_by ?? 'Somebody'} changed this article meanwhile. Your text is still here; compare before you save.`,
    )
  }
  const version = (current?.version ?? 0) + 1
  const written = await writing
    .insertInto('article_version')
    .values({
      ...key,
      version,
      title: content.title,
      topic: content.topic,
      phrasings: toJson(content.phrasings),
      body: content.body,
      valid_from: content.validFrom ?? null,
      valid_until: content.validUntil ?? null,
      created_at: edit.at,
      created_by: edit.by,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id', 'language', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst()
  // Of two who begin the same article at once neither found a row to hold.
  if (written === undefined) throw alreadyThere(content.id)
  const head = {
    version,
    archived: 0,
    title: content.title,
    topic: content.topic,
    updated_at: edit.at,
    updated_by: edit.by,
  }
  await writing
    .insertInto('article')
    .values({ ...key, ...head })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id', 'language']).doUpdateSet(head))
    .execute()
  return { ...content, version }
}

function alreadyThere(id: string): Refusal {
  return new Refusal('conflict', `There is already an article "${id}" in this language.`)
}

/** Takes an article out of the working set; its versions stay, and so do the releases that hold it. */
export async function archiveArticle(
  writing: Writing,
  edit: Edit,
  id: string,
  language: Language,
): Promise<void> {
  const row = await writing
    .updateTable('article')
    .set({ archived: 1, updated_at: edit.at, updated_by: edit.by })
    .where('workspace_id', '=', edit.workspaceId)
    .where('id', '=', id)
    .where('language', '=', language)
    .where('archived', '=', 0)
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', 'This article does not exist.')
}

/** The newest version of an article. */
export async function readArticle(
  read: Reading,
  workspaceId: string,
  id: string,
  language: Language,
): Promise<{ article: Article; versions: { version: number; updatedAt: number; updatedBy: string }[] }> {
  const rows = await read
    .selectFrom('article_version')
    .innerJoin('article', (join) =>
      join
        .onRef('article.workspace_id', '=', 'article_version.workspace_id')
        .onRef('article.id', '=', 'article_version.id')
        .onRef('article.language', '=', 'article_version.language'),
    )
    .selectAll('article_version')
    .where('article.archived', '=', 0)
    .where('article_version.workspace_id', '=', workspaceId)
    .where('article_version.id', '=', id)
    .where('article_version.language', '=', language)
    .orderBy('article_version.version', 'desc')
    .limit(50)
    .execute()
  const newest = rows[0]
  if (newest === undefined) throw new Refusal('not-found', 'This article does not exist.')
  return {
    article: articleOf(newest),
    versions: rows.map((row) => ({
      version: row.version,
      updatedAt: row.created_at,
      updatedBy: row.created_by,
    })),
  }
}

/** One page of the working set, by id. */
export async function listArticles(
  read: Reading,
  request: { workspaceId: string; liveRelease: number | null; cursor?: string | undefined; limit: number },
): Promise<{ articles: ArticleRow[]; next?: string | undefined }> {
  const [id = '', language = ''] = (request.cursor ?? '~').split('~')
  const rows = await read
    .selectFrom('article')
    .innerJoin('article_version', (join) =>
      join
        .onRef('article_version.workspace_id', '=', 'article.workspace_id')
        .onRef('article_version.id', '=', 'article.id')
        .onRef('article_version.language', '=', 'article.language')
        .onRef('article_version.version', '=', 'article.version'),
    )
    .leftJoin('release_article', (join) =>
      join
        .onRef('release_article.workspace_id', '=', 'article.workspace_id')
        .on('release_article.number', '=', request.liveRelease ?? 0)
        .onRef('release_article.article_id', '=', 'article.id')
        .onRef('release_article.language', '=', 'article.language'),
    )
    .selectAll('article_version')
    .select(['release_article.version as live_version', 'article.updated_at', 'article.updated_by'])
    .where('article.workspace_id', '=', request.workspaceId)
    .where('article.archived', '=', 0)
    .where((each) =>
      each.or([
        each('article.id', '>', id),
        each.and([each('article.id', '=', id), each('article.language', '>', language)]),
      ]),
    )
    .orderBy('article.id')
    .orderBy('article.language')
    .limit(request.limit + 1)
    .execute()
  const shown = rows.slice(0, request.limit)
  const last = rows.length > request.limit ? shown.at(-1) : undefined
  return {
    articles: shown.map((row) => {
      const { body: _, phrasings, ...article } = articleOf(row)
      return {
        ...article,
        phrasings: phrasings.length,
        updatedAt: row.updated_at,
        updatedBy: row.updated_by,
        liveVersion: row.live_version ?? undefined,
      }
    }),
    next: last && `${last.id}~${last.language}`,
  }
}

export function articleOf(row: Selectable<Tables['article_version']>): Article {
  return {
    id: row.id,
    language: row.language as Language,
    version: row.version,
    title: row.title,
    topic: row.topic,
    phrasings: fromJson(row.phrasings),
    body: row.body,
    ...(row.valid_from !== null && { validFrom: row.valid_from }),
    ...(row.valid_until !== null && { validUntil: row.valid_until }),
  }
}
