import { expect, test } from 'vitest'
import type { UploadState } from '#shared/upload.ts'
import { createUploads } from './uploads.ts'

function begin(limit = 100) {
  const sent: { file: File; tell: (state: UploadState) => void; isStopped: boolean }[] = []
  const uploads = createUploads(limit, (file, tell) => {
    const one = { file, tell, isStopped: false }
    sent.push(one)
    return () => {
      one.isStopped = true
    }
  })
  return { uploads, sent }
}

const file = (name: string, size = 3) => new File(['x'.repeat(size)], name, { type: 'text/plain' })
const there = (id: string): UploadState => ({
  progress: 1,
  attachment: { id, name: `${id}.txt`, type: 'text/plain', size: 3, url: `/${id}` },
})

test('a reply waits for its files and takes them along in the order in which they were chosen', () => {
  const { uploads, sent } = begin()
  expect(uploads.isReady.value).toBe(true)
  uploads.add([file('a.txt'), file('b.txt')])
  expect(uploads.isReady.value).toBe(false)
  sent[1]?.tell(there('b'))
  sent[0]?.tell({ progress: 0.5 })
  expect(uploads.chosen.value.map((each) => each.progress)).toEqual([0.5, 1])
  sent[0]?.tell(there('a'))
  expect(uploads.isReady.value).toBe(true)
  expect(uploads.take().map((each) => each.id)).toEqual(['a', 'b'])
  expect(uploads.chosen.value).toEqual([])
})

test('what is taken out is stopped, and what was one too many goes in its place', () => {
  const { uploads, sent } = begin()
  uploads.add(Array.from({ length: 6 }, (_, place) => file(`${place}.txt`)))
  expect(sent).toHaveLength(5)
  expect(uploads.chosen.value.at(-1)?.refusal).toBe('count')
  const [first] = uploads.chosen.value
  if (first) uploads.remove(first)
  expect(sent[0]?.isStopped).toBe(true)
  expect(sent.at(-1)?.file.name).toBe('5.txt')
  expect(uploads.chosen.value.some((each) => each.refusal)).toBe(false)
})

test('a file that cannot pass is not sent, and one that broke off can be tried again', () => {
  const { uploads, sent } = begin(10)
  uploads.add([file('large.txt', 11), file('empty.txt', 0), file('good.txt')])
  expect(uploads.chosen.value.map((each) => each.refusal)).toEqual(['size', 'empty', undefined])
  expect(sent).toHaveLength(1)
  sent[0]?.tell({ progress: 0, refusal: 'offline' })
  expect(uploads.isReady.value).toBe(false)
  const broken = uploads.chosen.value[2]
  if (broken) uploads.retry(broken.file)
  expect(sent).toHaveLength(2)
  sent[1]?.tell(there('good'))
  expect(uploads.chosen.value[2]?.attachment?.id).toBe('good')
})
