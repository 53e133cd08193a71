/**
 * Whether a page's address fits a pattern with `*` for any run of characters: `/cart*` asks for the path only,
 * `*.shop.example/sale/*` for host and path. Query and fragment do not count, nor do capitals or a slash at the end.
 * No regular expression is made of it: a pattern costs at most its length times that of the address.
 */
export function fitsPage(pattern: string, address: string): boolean {
  if (!URL.canParse(address)) return false
  const { host, pathname } = new URL(address)
  const page = pattern.startsWith('/') ? pathname : `${host}${pathname}`
  return fits(plainEnd(pattern.toLowerCase()), plainEnd(page.toLowerCase()))
}

function plainEnd(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text
}

/** Goes along both; where they part, the last star takes one character more. */
function fits(pattern: string, text: string): boolean {
  let place = 0
  let star = -1
  let taken = 0
  for (let at = 0; at < text.length; ) {
    if (pattern[place] === '*') {
      star = place
      taken = at
      place += 1
    } else if (pattern[place] === text[at]) {
      place += 1
      at += 1
    } else if (star >= 0) {
      place = star + 1
      taken += 1
      at = taken
    } else return false
  }
  while (pattern[place] === '*') place += 1
  return place === pattern.length
}
