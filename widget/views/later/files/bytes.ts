/** What was fetched or sent in this session, as addresses that work in this page and nowhere else. */
const addresses = new Map<string, Promise<string>>()

/** Keeps the bytes of the visitor's own file: what they see in their message need not come back from the server. */
export function keepBytes(id: string, file: Blob): void {
  addresses.set(id, Promise.resolve(URL.createObjectURL(file)))
}

/** An address for the bytes behind `url`. Rejects where they cannot be had; the next call tries again. */
export function addressOf(id: string, url: string, token: string | undefined): Promise<string> {
  const known = addresses.get(id)
  if (known) return known
  const fetched = fetchBytes(url, token)
  addresses.set(id, fetched)
  fetched.catch(() => addresses.delete(id))
  return fetched
}

async function fetchBytes(url: string, token: string | undefined): Promise<string> {
  // An address of our own, whatever the message says: the token goes nowhere else.
  const { pathname } = new URL(url, location.origin)
  const response = await fetch(pathname, { headers: { authorization: `Bearer ${token ?? ''}` } })
  if (!response.ok) throw new Error(`${response.status}`)
  return URL.createObjectURL(await response.blob())
}
