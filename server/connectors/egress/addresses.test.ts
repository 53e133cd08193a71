import { expect, it } from 'vitest'
import { isPublicAddress } from './addresses.ts'

it.each([
  ['0.0.0.0', 'this network'],
  ['0.1.2.3', 'this network'],
  ['10.1.2.3', 'private'],
  ['100.64.0.1', 'carrier NAT'],
  ['100.127.255.254', 'carrier NAT'],
  ['100.100.100.200', 'metadata of a cloud'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['168.63.129.16', 'metadata of a cloud'],
  ['169.254.169.254', 'metadata of a cloud'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.1', 'protocol'],
  ['192.0.2.1', 'documentation'],
  ['192.168.1.1', 'private'],
  ['198.18.0.1', 'benchmarks'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'nothing'],
  ['::1', 'loopback'],
  ['::127.0.0.1', 'compatible IPv4'],
  ['::ffff:127.0.0.1', 'mapped IPv4'],
  ['::ffff:7f00:1', 'mapped IPv4'],
  ['0:0:0:0:0:ffff:10.0.0.1', 'mapped IPv4'],
  ['64:ff9b::10.0.0.1', 'NAT64'],
  ['64:ff9b::a9fe:a9fe', 'NAT64'],
  ['64:ff9b:1::1', 'local NAT64'],
  ['100::1', 'discard'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['2002:7f00:1::', '6to4'],
  ['fc00::1', 'unique local'],
  ['fd00:ec2::254', 'metadata of a cloud'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with a zone'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['example.com', 'no address'],
  ['', 'no address'],
])('%s is not public: %s', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

it.each([
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.32.0.1',
  '192.167.1.1',
  '2606:4700::1111',
  '2a00:1450::5',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

it('an address that hides an IPv4 address is judged by that one', () => {
  expect(isPublicAddress('::ffff:8.8.8.8')).toBe(true)
  expect(isPublicAddress('64:ff9b::8.8.8.8')).toBe(true)
  expect(isPublicAddress('64:ff9b::808:0')).toBe(true)
})
