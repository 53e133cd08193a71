import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EvaluationCase, Language } from '#shared/knowledge.ts'
import type { Role } from '#shared/people.ts'
import { responsibilityEdit } from '#shared/responsibility-edit.ts'
import { addCase } from '../improvement/index.ts'
import {
  type EncoderSettings,
  goLive,
  importArticles,
  liveReleaseOf,
  makeRelease,
} from '../knowledge/index.ts'
import { beginResponsibilities } from '../oversight/index.ts'
import { addPerson, grantCredential } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import { toJson } from '../store/json.ts'
import type { Store, Writing } from '../store/store.ts'
import { demoLook } from './site.ts'

export const demoSiteKey = 'demo'
const demoWorkspaceId = 'demo'
const knowledgeBase = join(import.meta.dirname, '..', '..', 'knowledge-base')

const demoPeople: { name: string; email: string; role: Role }[] = [
  { name: 'Ana Ruiz', email: 'ana@northlight.example', role: 'agent' },
  { name: '林晓', email: 'lin@northlight.example', role: 'trainer' },
  { name: 'Tom Becker', email: 'tom@northlight.example', role: 'supervisor' },
  { name: 'Maya Chen', email: 'maya@northlight.example', role: 'administrator' },
]

export interface SignInLink {
  role: Role
  secret: string
}

export interface DemoWorkspace {
  workspaceId: string
  /** A fresh sign-in secret for each demo person. */
  signIns: SignInLink[]
}

/**
 * The demo shop: made at the first start, left as people changed it afterwards. Each start makes fresh sign-in links,
 * because secrets are stored nowhere.
 */
export async function loadDemo(
  store: Store,
  now: () => number,
  encoder: EncoderSettings | undefined,
): Promise<DemoWorkspace> {
  const at = now()
  await store.write((writing) => makeWorkspace(writing, at))
  // Also after a start that was cut off half-way: every step leaves what is there.
  if ((await liveReleaseOf(store.read, demoWorkspaceId)) === null) await fill(store, at, encoder)
  const signIns = await store.write(async (writing) => {
    const people = await writing
      .selectFrom('person')
      .select(['id', 'role'])
      .where('workspace_id', '=', demoWorkspaceId)
      .where('disabled_at', 'is', null)
      .where(
        'email',
        'in',
        demoPeople.map((person) => person.email),
      )
      .execute()
    const made: DemoWorkspace['signIns'] = []
    for (const { role } of demoPeople) {
      const person = people.find((each) => each.role === role)
      if (person === undefined) continue
      const { secret } = await grantCredential(writing, {
        kind: 'sign-in',
        personId: person.id,
        name: 'demo',
        at,
      })
      made.push({ role, secret })
    }
    await writing.deleteFrom('credential').where('expires_at', '<', at).execute()
    return made
  })
  return { workspaceId: demoWorkspaceId, signIns }
}

async function makeWorkspace(writing: Writing, at: number): Promise<void> {
  const made = await writing
    .insertInto('workspace')
    .values({
      id: demoWorkspaceId,
      name: 'Northlight Outdoor',
      created_at: at,
      live_release: null,
      next_release: 1,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) return
  await writing
    .insertInto('site')
    .values({
      key: demoSiteKey,
      workspace_id: demoWorkspaceId,
      name: 'Northlight Outdoor',
      origins: toJson([]),
      look: toJson(demoLook),
    })
    .execute()
  for (const person of demoPeople) await addPerson(writing, { ...person, workspaceId: demoWorkspaceId, at })
}

async function fill(store: Store, at: number, encoder: EncoderSettings | undefined): Promise<void> {
  const edit = { workspaceId: demoWorkspaceId, by: 'Baton', at }
  const files = [...(await articleFiles('en')), ...(await articleFiles('zh'))]
  const report = await importArticles(store, edit, files)
  if (report.failed.length > 0) {
    const names = report.failed.map((each) => `${each.name}: ${each.message}`)
    throw new Refusal('invalid', `The demo articles are not right: ${names.join('; ')}`)
  }
  const list = await responsibilityList()
  const cases = [...(await caseFile('en')), ...(await caseFile('zh'))]
  await store.write(async (writing) => {
    await beginResponsibilities(writing, edit, list)
    const present = await writing
      .selectFrom('evaluation_case')
      .select('id')
      .where('workspace_id', '=', demoWorkspaceId)
      .execute()
    const known = new Set(present.map((row) => row.id))
    for (const each of cases.filter(({ id }) => !known.has(id)))
      await addCase(writing, demoWorkspaceId, at, each)
  })
  const release = await makeRelease(store, edit, 'The demo shop', { encoder })
  await store.write((writing) => goLive(writing, demoWorkspaceId, release.number, at))
}

async function articleFiles(language: Language) {
  const directory = join(knowledgeBase, 'articles', language)
  const names = (await readdir(directory)).filter((name) => name.endsWith('.md')).sort()
  return Promise.all(
    names.map(async (name) => ({
      name: `${language}/${name}`,
      language,
      content: await readFile(join(directory, name), 'utf8'),
    })),
  )
}

/** Held against the same rules as a list from the console. */
async function responsibilityList() {
  const text = await readFile(join(knowledgeBase, 'responsibilities.json'), 'utf8')
  return responsibilityEdit.parse({ ...JSON.parse(text), version: 1 })
}

async function caseFile(language: Language): Promise<EvaluationCase[]> {
  const text = await readFile(join(knowledgeBase, 'cases', `${language}.jsonl`), 'utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as EvaluationCase)
}
