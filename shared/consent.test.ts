import { expect, test } from 'vitest'
import { consentText, consentVersion } from './consent.ts'

const notice = { text: { en: 'We keep what you write.', zh: '我们会保存您写的内容。' } }

test('another wording in any language, or another address, is another version', () => {
  const version = consentVersion(notice)
  expect(version).toMatch(/^[0-9a-f]{8}$/)
  expect(consentVersion({ text: { zh: notice.text.zh, en: notice.text.en } })).toBe(version)
  expect(consentVersion({ text: { ...notice.text, zh: '我们保存您写的内容。' } })).not.toBe(version)
  expect(consentVersion({ text: { ...notice.text, de: 'Wir speichern, was Sie schreiben.' } })).not.toBe(
    version,
  )
  expect(consentVersion({ ...notice, address: 'https://shop.example/privacy' })).not.toBe(version)
})

test('a notice is read in the reader’s language', () => {
  expect(consentText(notice, 'zh')).toBe(notice.text.zh)
  expect(consentText(notice, 'de')).toBe(notice.text.en)
})
