import { expect, test } from 'vitest'

// The launcher stands where the site says, whatever the language: its sides are meant.
const sheets = import.meta.glob<string>(['../**/*.css', '!../launcher.css'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

const sided = [
  /(?:^|[\s;{])(?:left|right)\s*:/,
  /(?:margin|padding|border)-(?:left|right)/,
  /border-(?:top|bottom)-(?:left|right)-radius/,
  /(?:text-align|float|clear)\s*:\s*(?:left|right)/,
  // Four values in which the second and the fourth differ.
  /(?:margin|padding|inset)\s*:\s*\S+ (\S+) \S+ (?!\1;)[^\s;]+;/,
  /border-radius\s*:\s*\S+ \S+[^;]*;/,
]

test.each(Object.entries(sheets))(
  '%s names no side, so that it is right from right to left too',
  (_, sheet) => {
    // A rule for one direction may say which side it means.
    const both = sheet.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\[dir="rtl"\][^{]*\{[^}]*\}/g, '')
    for (const pattern of sided) expect(both).not.toMatch(pattern)
  },
)

test('italics and letters set apart are in no sheet: Chinese, Japanese and Korean have neither', () => {
  for (const sheet of Object.values(sheets)) expect(sheet).not.toMatch(/italic|oblique|letter-spacing/)
})
