import { batch, computed, signal } from '@preact/signals'
import type { FailureResult, Result } from '#shared/result.ts'
import { plainSynonym, type SynonymGroup, synonymBounds, synonymProblems } from '#shared/synonyms.ts'
import type { Rest } from '../../rest.ts'
import { failureText, t } from '../../texts/texts.ts'

export type SynonymsModel = ReturnType<typeof createSynonymsModel>

/** Pages that are fetched at most: all groups that a workspace may have. */
const mostPages = 20

/** The groups of synonyms, searched and changed. */
export function createSynonymsModel(rest: Rest) {
  const groups = signal<readonly SynonymGroup[] | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)
  const text = signal('')
  const found = computed(() => {
    const wanted = plainSynonym(text.value)
    return groups.value?.filter(
      ({ words }) => wanted === '' || words.some((word) => plainSynonym(word).includes(wanted)),
    )
  })

  async function load(): Promise<void> {
    const all: SynonymGroup[] = []
    let cursor: string | undefined
    for (let page = 0; page < mostPages; page += 1) {
      const result = await rest.synonyms(cursor)
      if (!result.ok) {
        failure.value = result
        return
      }
      all.push(...result.synonyms)
      cursor = result.next
      if (cursor === undefined) break
    }
    const order = new Intl.Collator()
    batch(() => {
      failure.value = undefined
      groups.value = all.sort((one, other) => order.compare(one.words[0] ?? '', other.words[0] ?? ''))
    })
  }

  /** What is wrong with the words of a group, in the words of the console. */
  function problemsOf(words: readonly string[], group: SynonymGroup | undefined): string[] {
    const say = t().synonyms.problems
    const problems = [...synonymProblems(words)].map(([place, problem]) => say[problem](words[place] ?? ''))
    for (const word of words) {
      const plain = plainSynonym(word)
      const other = groups.value?.find(
        (each) => each.id !== group?.id && each.words.some((held) => plainSynonym(held) === plain),
      )
      if (other !== undefined) problems.push(say.taken(word, other.words.join(', ')))
    }
    if (words.length < synonymBounds.fewest) problems.push(say.few)
    if (words.length > synonymBounds.most) problems.push(say.many)
    return problems
  }

  /** Saves a new group or other words for one; answers with what stands in the way, nothing where it is saved. */
  async function save(words: string[], group: SynonymGroup | undefined): Promise<string[]> {
    const problems = problemsOf(words, group)
    if (problems.length > 0) return problems
    const result =
      group === undefined
        ? await rest.createSynonyms(words)
        : await rest.editSynonyms(group.id, { words, version: group.version })
    if (result.ok || result.error === 'conflict' || result.error === 'not-found') await load()
    return textsOf(result, group)
  }

  async function remove(group: SynonymGroup): Promise<string[]> {
    const result = await rest.removeSynonyms(group.id)
    if (result.ok || result.error === 'not-found') await load()
    return result.ok || result.error === 'not-found' ? [] : [failureText(result)]
  }

  function textsOf(result: Result<object>, group: SynonymGroup | undefined): string[] {
    if (result.ok) return []
    const theirs = groups.value?.find(({ id }) => id === group?.id)
    if (result.error === 'conflict' && theirs !== undefined)
      return [t().synonyms.conflict(theirs.updatedBy, theirs.words.join(', '))]
    if (result.error === 'invalid' && result.issues?.length)
      return result.issues.map(({ message }) => message)
    return [failureText(result)]
  }

  return {
    ...{ groups, found, failure, text },
    ...{ load, problemsOf, save, remove },
    dispose() {
      groups.value = undefined
    },
  }
}

/** The words of a group as they are typed: one per line, or between commas and the like. */
export function wordsIn(text: string): string[] {
  return text
    .split(/[\n,，、;；=＝]/)
    .map((word) => word.trim().replace(/\s+/g, ' '))
    .filter((word) => word !== '')
}
