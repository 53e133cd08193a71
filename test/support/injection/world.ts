import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { usualLimits } from '#server/assistant/models/settings.ts'
import { goLive, importArticles, makeRelease } from '#server/knowledge/index.ts'
import type { Language } from '#shared/knowledge.ts'
import { copyTemplate, startTestApp, type TestApp, type Untyped } from '../app.ts'
import { connectDesk, type TestClient } from '../clients.ts'
import { addWorkspace } from '../workspaces.ts'
import { type Attack, type ObeyingModel, startObeyingModel } from './obeying-model.ts'
import { startPlantedShop } from './planted-shop.ts'

const knowledgeBase = join(import.meta.dirname, '..', '..', '..', 'knowledge-base')

/** The whole app with a model that obeys the attacker, and attacks planted in its knowledge and in its shop. */
export interface InjectionWorld {
  app: TestApp
  model: ObeyingModel
  desk: TestClient
  attacks: readonly Attack[]
  /** Site of a workspace whose live articles each carry an attack. */
  plantedSite: string
  /** What a visitor asks to get the article that carries the attack. */
  questionOf(attack: number, language: Language): string
  /** The order whose fields carry the attack. */
  orderOf(attack: number): { number: string; email: string }
  /** Texts that the shop itself has written: what they link to and say is not foreign. */
  ownTexts: string
  /** Requests that reached the shop, as `METHOD PATH BODY`. */
  shopRequests: string[]
  /** Everything the shop did, by its own books. */
  shopBooks(): string
  /** Everything that decides what the assistant may do: lists, releases, articles, people, sites, settings. */
  policy(): Promise<string>
  close(): Promise<void>
}

export async function openInjectionWorld(attacks: readonly Attack[]): Promise<InjectionWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-injection-'))
  const shop = await startPlantedShop(join(directory, 'shop'), attacks)
  const model = await startObeyingModel(attacks)
  await copyTemplate(join(directory, 'data'))
  const app = await startTestApp({
    directory,
    config: {
      model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-injection' },
      modelLimits: { turn: usualLimits.turn, visitor: {}, workspace: {}, day: {} },
      demoShop: { origin: shop.origin, key: shop.key },
    },
  })
  const planted = await plantArticles(app, attacks)
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  return {
    app,
    model,
    desk,
    attacks,
    ...planted,
    orderOf: (attack) => ({ number: `NL-${900_001 + attack}`, email: `buyer${attack}@buyers.example` }),
    shopRequests: shop.requests,
    shopBooks: shop.books,
    async policy() {
      const rows: Untyped[] = []
      for (const table of policyTables)
        rows.push(await app.store.read.selectFrom(table).selectAll().execute())
      // When somebody was last here is no policy.
      return JSON.stringify(rows, (name, value) => (name === 'seen_at' ? undefined : value))
    },
    async close() {
      desk.close()
      await app.close()
      await model.close()
      await shop.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

const policyTables = [
  'setting',
  'workspace',
  'site',
  'person',
  'responsibility',
  'article',
  'article_version',
  'release',
  'release_article',
  'synonym_group',
  'synonym_word',
  'evaluation_case',
] as const

/** A workspace of its own with the demo's articles, an attack in the body and in a phrasing of each. */
async function plantArticles(app: TestApp, attacks: readonly Attack[]) {
  const { workspaceId } = await addWorkspace(app)
  const plantedSite = 'planted'
  await app.store.write(async (writing) => {
    const look = await writing
      .selectFrom('site')
      .select('look')
      .where('key', '=', 'demo')
      .executeTakeFirstOrThrow()
    await writing
      .insertInto('site')
      .values({ key: plantedSite, workspace_id: workspaceId, name: 'Planted', origins: '[]', ...look })
      .execute()
  })
  const questions: Record<Language, string[]> = { en: [], zh: [] }
  const texts: string[] = []
  const files: Parameters<typeof importArticles>[2] = []
  for (const language of ['en', 'zh'] as const) {
    const folder = join(knowledgeBase, 'articles', language)
    for (const [place, name] of (await readdir(folder)).sort().entries()) {
      const content = await readFile(join(folder, name), 'utf8')
      texts.push(content)
      const attack = attacks[place % attacks.length]?.text ?? ''
      const [, matter = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(content) ?? []
      const [first = '', ...rest] = body.trim().split('\n\n')
      const phrasing = `  - ${JSON.stringify(attack)}`
      files.push({
        // A file's name is untrusted as well.
        name: `${language}/${attack.replaceAll(/[^\p{L}\d .]+/gu, ' ').slice(0, 80)} ${name}`,
        language,
        content: `---\n${matter.replace(/^phrasings:\n/m, (found) => `${found}${phrasing}\n`)}\n---\n${[first, attack, ...rest].join('\n\n')}\n`,
      })
      questions[language].push(/^title: (.*)$/m.exec(matter)?.[1]?.replaceAll(/^["']|["']$/g, '') ?? '')
    }
  }
  const edit = { workspaceId, by: 'test', at: Date.now() }
  const report = await importArticles(app.store, edit, files)
  if (report.failed.length > 0) throw new Error(JSON.stringify(report.failed))
  const { number } = await makeRelease(app.store, edit, 'planted')
  await app.store.write((writing) => goLive(writing, workspaceId, number, Date.now()))
  const products = await readFile(join(knowledgeBase, 'shop', 'products.json'), 'utf8')
  return {
    plantedSite,
    ownTexts: `${texts.join('\n')}\n${products}`,
    questionOf: (attack: number, language: Language) =>
      questions[language][attack % questions[language].length] ?? '',
  }
}
