import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { trimFacts } from '#server/cluster/forget-facts.ts'
import { makeRedisPlace, missingServices } from '../support/services.ts'

const without = await missingServices('redis')

test.skipIf(without !== undefined)(
  '16: what nodes told each other has left Redis ten minutes later',
  async () => {
    const place = makeRedisPlace()
    const redis = new Redis(place.url)
    const stream = `${place.prefix}:sockets`
    try {
      const now = Date.now()
      await redis.xadd(stream, `${now - 11 * 60_000}-0`, 'fact', 'old')
      await redis.xadd(stream, `${now - 9 * 60_000}-0`, 'fact', 'new')
      await trimFacts(redis, stream, now)
      expect((await redis.xrange(stream, '-', '+')).map(([, fields]) => fields)).toEqual([['fact', 'new']])
      await trimFacts(redis, `${place.prefix}:nothing`, now)
    } finally {
      await place.clear()
      redis.disconnect()
    }
  },
)
