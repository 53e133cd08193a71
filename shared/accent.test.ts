import { expect, test } from 'vitest'
import { accentColours, contrast, parse } from './accent.ts'

test('text on any accent can be read (WCAG AA)', () => {
  for (const accent of ['#1f6f5c', '#ffcc00', '#ffffff', '#000', '#777777', '#0a84ff', 'nonsense']) {
    const colours = accentColours(accent)
    const ratio = (one: string, other: string) => contrast(parse(one) ?? [0, 0, 0], parse(other) ?? [0, 0, 0])
    expect(ratio(colours.accent, colours.onAccent)).toBeGreaterThanOrEqual(4.4)
    expect(ratio(colours.onLight, '#ffffff')).toBeGreaterThanOrEqual(4.4)
    expect(ratio(colours.onDark, '#202329')).toBeGreaterThanOrEqual(4.4)
  }
})
