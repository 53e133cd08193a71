import { fromJson } from '../store/json.ts'
import type { Reading } from '../store/store.ts'

/**
 * The hosts of a workspace's own sites: where a reply in a model's words may lead beside what its articles link to. Links
 * of other articles are not among them, for a model is not shown those and could only have made them up.
 */
export async function ownHosts(read: Reading, workspaceId: string): Promise<string[]> {
  const sites = await read
    .selectFrom('site')
    .select('origins')
    .where('workspace_id', '=', workspaceId)
    .execute()
  const origins = sites.flatMap((site) => fromJson<string[]>(site.origins))
  return [...new Set(origins.map((origin) => new URL(origin).hostname))]
}
