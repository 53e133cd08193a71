import { batch, signal } from '@preact/signals'
import type { FailureResult, Result } from '#shared/result.ts'
import type { Tag, TagColour, TagUse } from '#shared/tags.ts'
import type { Rest } from '../../rest.ts'

export type TagsPageModel = ReturnType<typeof createTagsPage>

/** The tags of a workspace, to be renamed, merged and archived. After a change the newest state is read anew. */
export function createTagsPage(rest: Pick<Rest, 'tagUse' | 'editTag' | 'archiveTag' | 'mergeTag'>) {
  const tags = signal<readonly TagUse[] | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)

  async function load(): Promise<void> {
    const result = await rest.tagUse()
    batch(() => {
      failure.value = result.ok ? undefined : result
      if (result.ok) tags.value = result.tags.filter(({ mergedInto }) => mergedInto === undefined)
    })
  }

  async function change(request: Promise<Result<{ tag: Tag }>>): Promise<FailureResult | undefined> {
    const result = await request
    // Also after a conflict: saving again is meant once the newest state was seen.
    if (result.ok || result.error === 'conflict') await load()
    return result.ok ? undefined : result
  }

  return {
    tags,
    failure,
    load,
    save: (tag: Tag, name: string, colour: TagColour) =>
      change(rest.editTag(tag.id, { name, colour, version: tag.version })),
    archive: (tag: Tag, archived: boolean) =>
      change(rest.archiveTag(tag.id, { version: tag.version, archived })),
    merge: (tag: Tag, into: string) => change(rest.mergeTag(tag.id, { version: tag.version, into })),
    dispose: () => undefined,
  }
}
