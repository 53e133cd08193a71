import { hash, parseOptions, verify } from '@node-rs/argon2'
import { expect, test, vi } from 'vitest'
import { hashParameters, openPasswords } from './passwords.ts'

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 }
const counted = () => ({ hash: vi.fn(hash), verify: vi.fn(verify) })

test('a check does the same work for an account, for one without a password, and for none', async () => {
  const stored = await hash('the right password', cheap)
  const work = counted()
  const passwords = openPasswords(work, cheap)
  const done: unknown[] = []
  for (const [hashed, password, expected] of [
    [undefined, 'x', 'wrong'],
    [stored, 'the wrong password', 'wrong'],
    [null, 'the right password', 'wrong'],
    [stored, 'the right password', 'right'],
  ] as const) {
    work.hash.mockClear()
    work.verify.mockClear()
    expect(await passwords.check(hashed, password)).toBe(expected)
    const parameters = work.verify.mock.calls.map(([each]) => parseOptions(each).memoryCost)
    done.push([work.hash.mock.calls.length, parameters])
  }
  // The hash that stands in for none is made once, at the first check of all.
  expect(done).toEqual([
    [1, [64]],
    [0, [64]],
    [0, [64]],
    [0, [64]],
  ])
  const first = counted()
  await openPasswords(first, cheap).check(stored, 'the right password')
  expect([first.hash.mock.calls.length, first.verify.mock.calls.length]).toEqual([1, 1])
})

test('a hash of other parameters is right and outdated', async () => {
  const passwords = openPasswords({ hash, verify }, cheap)
  const other = await hash('the right password', { ...cheap, timeCost: 2 })
  expect(await passwords.check(other, 'the right password')).toBe('outdated')
  expect(await passwords.check(other, 'another')).toBe('wrong')
})

test('new hashes are argon2id with the parameters that OWASP recommends', async () => {
  const made = await openPasswords().hash('the right password')
  expect(made).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(hashParameters).toEqual({ memoryCost: 19_456, timeCost: 2, parallelism: 1 })
})

test('the same letters from another keyboard are the same password', async () => {
  const passwords = openPasswords({ hash, verify }, cheap)
  const made = await passwords.hash('Café au lait ｆｕｌｌ')
  expect(await passwords.check(made, 'Cafe\u0301 au lait full')).toBe('right')
})

test('few hashes run at once, and those who would wait for long are refused', async () => {
  let running = 0
  let most = 0
  const slow = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 1))
    running -= 1
    return 'x'
  }
  const passwords = openPasswords({ hash: slow, verify: async () => (await slow()) === 'x' }, cheap)
  const asked = await Promise.allSettled(Array.from({ length: 150 }, () => passwords.hash('x')))
  expect(most).toBe(2)
  const refused = asked.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(150 - 102)
  expect(refused[0]).toMatchObject({ reason: { code: 'unavailable' } })
  expect(await passwords.hash('x')).toBe('x')
})
