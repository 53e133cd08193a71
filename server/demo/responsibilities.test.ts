import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actions, limitsFor } from '#shared/responsibility.ts'
import { responsibilityEdit } from '#shared/responsibility-edit.ts'

const path = join(import.meta.dirname, '..', '..', 'knowledge-base', 'responsibilities.json')

test('the list of the demo shop can be saved, says why in both languages, and names every action', async () => {
  const list = responsibilityEdit.parse({ ...JSON.parse(await readFile(path, 'utf8')), version: 1 })
  expect(list.rows.every(({ note }) => note?.en && /\p{Script=Han}/u.test(note.zh))).toBe(true)
  for (const action of actions) expect(limitsFor(list, action).row).toBe(action)
  expect(limitsFor(list, 'refund')).toMatchObject({ lead: 'assistant-with-approval', refundUpTo: {} })
  expect(limitsFor(list, 'coupon')).toMatchObject({ lead: 'assistant-with-approval', couponUpTo: {} })
})
