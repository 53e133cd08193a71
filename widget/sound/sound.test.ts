import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { PublicSite } from '#shared/site.ts'
import { inMemory } from '../storage.ts'
import { FakeConnection, posted, settled } from '../testing/fake-connection.ts'
import { createSound } from './sound.ts'

function begin(storage = inMemory()) {
  const connection = new FakeConnection()
  const settings = signal<PublicSite>()
  const looking = signal(false)
  let rung = 0
  const ring = () => {
    rung += 1
  }
  const fetchRing = async () => ({ ring })
  const sound = createSound({ storage, settings, connection, looking, fetchRing })
  const told = async (sender: 'visitor' | 'assistant' | 'agent') => {
    connection.append(posted(1, sender, 'hello'))
    await settled()
    return rung
  }
  return { storage, settings, looking, sound, told }
}

test('there is no sound unless the site or the visitor wants it, and the visitor’s choice stays', async () => {
  const { storage, settings, sound, told } = begin()
  expect(sound.isOn.value).toBe(false)
  expect(await told('agent')).toBe(0)
  settings.value = { sound: true } as PublicSite
  expect(sound.isOn.value).toBe(true)
  expect(await told('agent')).toBe(1)
  sound.choose(false)
  expect(await told('agent')).toBe(1)
  const later = begin(storage)
  later.settings.value = { sound: true } as PublicSite
  expect(later.sound.isOn.value).toBe(false)
})

test('only messages of others are heard, and only while nobody looks', async () => {
  const { looking, sound, told } = begin()
  sound.choose(true)
  await settled()
  // Who switches it on hears how it sounds.
  expect(await told('visitor')).toBe(1)
  expect(await told('assistant')).toBe(2)
  looking.value = true
  expect(await told('agent')).toBe(2)
})
