import { expect, test } from 'vitest'
import { passwordProblem } from './password.ts'

const ana = { name: 'Ana Ruiz', email: 'ana.ruiz@northlight.example' }

test.for([
  ['short one 1', 'short'],
  ['密码太短了', 'short'],
  [`${'long '.repeat(41)}`, 'long'],
  ['password1234', 'common'],
  ['P@ssw0rd!2026', 'common'],
  ['passwordpassword', 'common'],
  ['123456789012', 'common'],
  ['210987654321', 'common'],
  ['qwertyuiop123', 'common'],
  ['asdfghjkl;zxcvb', 'common'],
  ['1qaz2wsx3edc', 'common'],
  ['aaaaaaaaaaaaaaaa', 'common'],
  ['abababababab', 'common'],
  ['welcomeadmin1', 'common'],
  ['woaiwojia1314', 'common'],
  ['Customer-Service-1', 'common'],
  ['ana.ruiz was here', 'own'],
  ['my name is RUIZ 77', 'own'],
  ['northlight rocks!', 'own'],
] as const)('“%s” is refused as %s', ([password, problem]) => {
  expect(passwordProblem(password, ana)).toBe(problem)
})

test('a Chinese name counts from two characters on', () => {
  expect(passwordProblem('我是林晓，你好呀朋友们', { name: '林晓', email: 'x@y.example' })).toBe('short')
  expect(passwordProblem('我是林晓，你好呀我的朋友们', { name: '林晓', email: 'x@y.example' })).toBe('own')
})

test.for([
  'correct horse battery 9',
  'Tq7!mz0_Lp4w',
  '春眠不觉晓处处闻啼鸟夜来',
  'my password is a long secret',
  'winter boots in september',
])('“%s” is taken', (password) => {
  expect(passwordProblem(password, ana)).toBeUndefined()
})
