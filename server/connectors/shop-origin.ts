import { isIP } from 'node:net'

/**
 * The address of a shop from what an administrator wrote, `shop.example` or `https://shop.example/path/`, without a
 * slash at its end. A key is never sent in the clear: plain HTTP only to this machine itself. Throws a TypeError.
 */
export function shopOrigin(text: string): string {
  const url = new URL(text.includes('://') ? text : `https://${text}`)
  const local = url.hostname === 'localhost' || (isIP(url.hostname) === 4 && url.hostname.startsWith('127.'))
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local))
    throw new TypeError(`A shop is asked over https only: ${url.host}`)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new TypeError(`Not the plain address of a shop: ${url.host}`)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
