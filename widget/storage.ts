/** What the widget keeps between two visits. Writing `null` forgets. */
export interface Storage {
  get(key: string): string | null
  set(key: string, value: string | null): void
  keys(prefix: string): string[]
}

/** Where a blocked frame may keep one value: the shop's page. */
export interface Keeper {
  load(key: string): Promise<string | null>
  store(key: string, value: string | null): void
}

const tokenKey = 'visitor'

/**
 * The browser's own storage; where it is blocked in frames, memory, and for the visitor's token alone the shop's page.
 * Texts are never given to the page: its other scripts could read them.
 */
export async function openStorage(site: string, keeper: Keeper | undefined): Promise<Storage> {
  const prefix = `baton:${site}:`
  try {
    const local = window.localStorage
    local.setItem(prefix, '')
    local.removeItem(prefix)
    return persistent(local, prefix)
  } catch {
    const storage = inMemory()
    const token = await keeper?.load(tokenKey)
    if (token) storage.set(tokenKey, token)
    return {
      ...storage,
      set(key, value) {
        storage.set(key, value)
        if (key === tokenKey) keeper?.store(key, value)
      },
    }
  }
}

export function inMemory(): Storage {
  const values = new Map<string, string>()
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void (value === null ? values.delete(key) : values.set(key, value)),
    keys: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
  }
}

function persistent(local: globalThis.Storage, prefix: string): Storage {
  return {
    get: (key) => local.getItem(prefix + key),
    set(key, value) {
      try {
        if (value === null) local.removeItem(prefix + key)
        else local.setItem(prefix + key, value)
      } catch {
        // Full: the value lives as long as the page does.
      }
    },
    keys: (start) =>
      Object.keys(local)
        .filter((key) => key.startsWith(prefix + start))
        .map((key) => key.slice(prefix.length)),
  }
}
