/**
 * The address to go to, or `undefined` where it is not one a click may open. Only http and https pass, as the browser
 * itself understands them: it drops tabs and line breaks, by which `java\nscript:` would slip past a pattern.
 * Relative addresses are the shop's and need its page as `base`.
 */
export function safeAddress(address: string, base?: string): string | undefined {
  try {
    const { protocol, href, username, password } = new URL(address, base)
    // A name before the host makes a link look as if it led elsewhere.
    const plain = username === '' && password === ''
    return plain && (protocol === 'https:' || protocol === 'http:') ? href : undefined
  } catch {
    return undefined
  }
}
