import type { Reading } from '../store/store.ts'

/** The ids under which conversations have a tag: its own, and those of tags that became it since. */
export async function tagIds(read: Reading, tag: string): Promise<string[]> {
  const rows = await read.selectFrom('tag').select('id').where('merged_into', '=', tag).execute()
  return [tag, ...rows.map(({ id }) => id)]
}
