import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readIdentity } from './signed-identity.ts'

const guide = readFileSync(join(import.meta.dirname, '../../../docs/identity.md'), 'utf8')
const secret = 'baton-identity-a-secret-that-is-long-enough-to-sign'

/** The guide's example in a language. */
function example(language: string): string {
  const code = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1]
  if (code === undefined) throw new Error(`the guide has no example in ${language}`)
  return code
}

/** How each language is run, with what calls the example and prints its JWT. */
const languages = [
  [
    'js',
    process.execPath,
    ['--input-type=module', '-e'],
    (code: string) =>
      `${code}\nprocess.stdout.write(batonIdentity({ id: 42, name: 'Ada 李', email: 'ada@shop.example' }, 'shop', '${secret}'))`,
  ],
  [
    'python',
    'python3',
    ['-c'],
    (code: string) =>
      `${code}\nprint(baton_identity({"id": 42, "name": "Ada 李", "email": "ada@shop.example"}, "shop", "${secret}"))`,
  ],
  [
    'php',
    'php',
    ['-r'],
    (code: string) =>
      `${code}\necho baton_identity(['id' => 42, 'name' => 'Ada 李', 'email' => 'ada@shop.example'], 'shop', '${secret}');`,
  ],
  [
    'ruby',
    'ruby',
    ['-e'],
    (code: string) =>
      `${code}\nputs baton_identity({ id: 42, name: "Ada 李", email: "ada@shop.example" }, "shop", "${secret}")`,
  ],
] as const

describe.each(languages)('the guide’s example in %s', (language, program, words, calling) => {
  const isMissing = spawnSync(program, ['--version']).error !== undefined
  test.skipIf(isMissing)('signs what this server takes', async () => {
    const token = execFileSync(program, [...words, calling(example(language))], { encoding: 'utf8' }).trim()
    expect(await readIdentity(token, 'shop', [{ id: 'k', secret }], Date.now())).toMatchObject({
      subject: '42',
      name: 'Ada 李',
      email: 'ada@shop.example',
    })
  })
})
