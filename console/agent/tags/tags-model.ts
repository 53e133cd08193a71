import { computed, signal } from '@preact/signals'
import { type Tag, tagKey, tagsOf } from '#shared/tags.ts'
import type { Rest } from '../../rest.ts'

export type TagsModel = ReturnType<typeof createTags>

/** Milliseconds between two looks for a tag that nobody here knows yet. */
const lookAgainAfter = 3_000

/** The tags of the workspace, read when they are first needed and again when a conversation shows one that is new. */
export function createTags(rest: Pick<Rest, 'tags' | 'createTag'>) {
  const tags = signal<readonly Tag[] | undefined>(undefined)
  const known = computed(() => new Map((tags.value ?? []).map((tag) => [tag.id, tag])))
  const offered = computed(() => (tags.value ?? []).filter((tag) => tag.archivedAt === undefined))
  let loading = false
  let lookedAt = Number.NEGATIVE_INFINITY

  async function load(): Promise<void> {
    if (loading) return
    loading = true
    lookedAt = Date.now()
    const result = await rest.tags()
    loading = false
    // Without an answer the chips that are known stay; the next one that is needed asks again.
    if (result.ok) tags.value = result.tags
  }

  return {
    offered,
    load,
    /** What ids stand for, as far as it is known; what is not is asked for. */
    named(ids: readonly string[] = []): Tag[] {
      const isUnknown = ids.some((id) => !known.value.has(id))
      if (isUnknown && Date.now() - lookedAt > lookAgainAfter) void load()
      return tagsOf(ids, known.value)
    },
    /** Those that fit what was typed, the best first. */
    fitting(text: string): Tag[] {
      const key = tagKey(text)
      if (key === '') return offered.value.slice(0, 50)
      const found = offered.value.filter((tag) => tagKey(tag.name).includes(key))
      const rank = (tag: Tag) => (tagKey(tag.name) === key ? 0 : tagKey(tag.name).startsWith(key) ? 1 : 2)
      return found.toSorted((one, other) => rank(one) - rank(other)).slice(0, 50)
    },
    async create(name: string) {
      const result = await rest.createTag(name)
      if (result.ok) tags.value = [...(tags.value ?? []).filter(({ id }) => id !== result.tag.id), result.tag]
      return result
    },
  }
}
