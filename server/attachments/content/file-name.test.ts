import { expect, test } from 'vitest'
import { safeName } from './file-name.ts'

const png = (name: string) => safeName(name, ['png'])

test('a name is no path, and nothing in it turns what is read', () => {
  expect(png('../../etc/passwd')).toBe('passwd.png')
  expect(png('..\\..\\boot.png')).toBe('boot.png')
  expect(png('/')).toBe('file.png')
  expect(png('..')).toBe('file.png')
  expect(png('photo\u202Egnp.exe')).toBe('photognp.exe.png')
  expect(png('a\u0000b\r\nc\u001b[31m\u200f\u2066.png')).toBe('abc[31m.png')
  expect(png('\ud800.png')).toBe('\ufffd.png')
})

test('the ending says what the file is', () => {
  expect(png('invoice.html')).toBe('invoice.html.png')
  expect(png('photo.PNG')).toBe('photo.png')
  expect(png('photo.png. . ')).toBe('photo.png')
  expect(png('.htaccess')).toBe('htaccess.png')
  expect(safeName('IMG_1.JPEG', ['jpg', 'jpeg'])).toBe('IMG_1.jpeg')
  expect(safeName('', ['jpg', 'jpeg'])).toBe('file.jpg')
})

test('a name is bounded, and whole characters stay whole', () => {
  const name = png(`${'👩'.repeat(300)}.png`)
  expect([...name]).toHaveLength(104)
  expect(name.isWellFormed()).toBe(true)
  expect(png('发票 2026.png')).toBe('发票 2026.png')
})
