import { BlockList, isIP } from 'node:net'

/** IPv4 that is not the public internet: IANA's special-purpose registry, and Azure's metadata address. */
const closedIPv4 = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['168.63.129.16', 32],
] as const) {
  closedIPv4.addSubnet(network, prefix, 'ipv4')
}

/** Of IPv6 only `2000::/3` is handed out; these parts of it are not the public internet, or hide an IPv4 address. */
const openIPv6 = new BlockList()
openIPv6.addSubnet('2000::', 3, 'ipv6')
const closedIPv6 = new BlockList()
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closedIPv6.addSubnet(network, prefix, 'ipv6')
}

/** Prefixes whose last 32 bits are an IPv4 address, which is what is reached in the end: mapped, and NAT64 (RFC 6052). */
const embedding = new BlockList()
embedding.addSubnet('::ffff:0:0', 96, 'ipv6')
embedding.addSubnet('64:ff9b::', 96, 'ipv6')

/** Whether an IP address, as text and without brackets or zone, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !closedIPv4.check(address, 'ipv4')
  if (version !== 6 || address.includes('%')) return false
  if (embedding.check(address, 'ipv6')) return !closedIPv4.check(embeddedIPv4(address), 'ipv4')
  return openIPv6.check(address, 'ipv6') && !closedIPv6.check(address, 'ipv6')
}

function embeddedIPv4(address: string): string {
  // The URL parser writes any form of an IPv6 address, dotted ones too, as shortened groups of hexadecimal digits.
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':')
  const [high, low] = [groups.at(-2), groups.at(-1)].map((group) => Number.parseInt(group || '0', 16))
  return [high ?? 0, low ?? 0].flatMap((group) => [group >> 8, group & 255]).join('.')
}
