export interface FixedLoader {
  url: string
  integrity: string
}

/** The loader under an address that never changes its content; `absent` where the server offers none. Never throws. */
export async function readFixedLoader(): Promise<FixedLoader | 'absent' | 'failed'> {
  try {
    const response = await fetch('/widget/loader.json', { headers: { accept: 'application/json' } })
    if (response.status === 404) return 'absent'
    const { url, integrity } = await response.json()
    // It becomes part of a line of HTML that people paste into their shop.
    const isPlain = typeof url === 'string' && /^[\w./:~-]+$/.test(url)
    const isHash = typeof integrity === 'string' && /^sha(256|384|512)-[\w+/=]+$/.test(integrity)
    return response.ok && isPlain && isHash ? { url, integrity } : 'failed'
  } catch {
    // The page says that it could not be loaded.
    return 'failed'
  }
}
