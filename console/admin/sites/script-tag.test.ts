import { expect, it } from 'vitest'
import { scriptTag } from './script-tag.ts'

it('a tag has its attributes in their order, and JSON in single quotes stays readable', () => {
  const look = JSON.stringify({ '--accent': '#1f6f5c' })
  expect(scriptTag({ async: true, src: 'https://chat.example/widget.js', 'data-look': look })).toBe(
    `<script async src="https://chat.example/widget.js" data-look='{"--accent":"#1f6f5c"}'></script>`,
  )
})

it('no value ends its attribute or begins markup', () => {
  expect(scriptTag({ 'data-site': `"'><b>&quot;` })).toBe(
    `<script data-site='"&#39;>&lt;b>&amp;quot;'></script>`,
  )
  expect(scriptTag({ 'data-site': `it's` })).toBe(`<script data-site="it's"></script>`)
})
