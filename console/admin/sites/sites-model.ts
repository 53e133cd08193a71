import { batch, signal } from '@preact/signals'
import type { FailureResult, Result } from '#shared/result.ts'
import type { SiteEdit, SiteSettings } from '#shared/site.ts'
import type { Rest } from '../../rest.ts'

export type SitesModel = ReturnType<typeof createSitesModel>

/** The sites of the workspace. */
export function createSitesModel(rest: Rest) {
  const sites = signal<readonly SiteSettings[] | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)

  async function load(): Promise<void> {
    const result = await rest.sites()
    batch(() => {
      failure.value = result.ok ? undefined : result
      if (result.ok) sites.value = result.sites
    })
  }

  /** Takes over what the server answered, so that the list is as new as the editor. */
  function keep(site: SiteSettings): void {
    const others = sites.value?.filter(({ key }) => key !== site.key) ?? []
    sites.value = [...others, site].sort((one, other) => one.name.localeCompare(other.name))
  }

  async function create(site: SiteEdit): Promise<Result<{ site: SiteSettings }>> {
    const result = await rest.createSite(site)
    if (result.ok) keep(result.site)
    return result
  }

  return {
    ...{ sites, failure, load, keep, create },
    dispose() {
      sites.value = undefined
    },
  }
}
