import { lockedRows } from '#shared/responsibility.ts'
import { type ResponsibilityView, unknownTopics } from '#shared/responsibility-issues.ts'
import type { Reading } from '../store/store.ts'
import { listInForce } from './responsibilities.ts'
import { articleTopics } from './topics.ts'

/** The list in force with what people need to read and change it. */
export async function viewOf(read: Reading, workspaceId: string): Promise<ResponsibilityView> {
  const { list, made } = await listInForce(read, workspaceId)
  const topics = await articleTopics(read, workspaceId)
  return {
    list,
    locked: lockedRows,
    made,
    topics,
    unknown: unknownTopics(
      list,
      topics.map(({ topic }) => topic),
    ),
  }
}
