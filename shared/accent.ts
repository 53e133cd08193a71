/** Colours made from a site's accent, each with the contrast WCAG 2.2 AA asks of text (4.5 : 1). */
export interface AccentColours {
  accent: string
  /** Text on the accent. */
  onAccent: string
  /** The accent as text on a light, and on a dark surface. */
  onLight: string
  onDark: string
}

type Colour = [red: number, green: number, blue: number]

const light: Colour = [255, 255, 255]
const ink: Colour = [0, 0, 0]
const darkSurface: Colour = [32, 35, 41]
const ownAccent: Colour = [38, 49, 63]
const enough = 4.5

export function accentColours(accent: string): AccentColours {
  const colour = parse(accent) ?? ownAccent
  return {
    accent: format(colour),
    // One of white and black always reaches it: their worst case is 4.58 : 1.
    onAccent: format(contrast(colour, light) >= enough ? light : ink),
    onLight: format(towards(colour, ink, light)),
    onDark: format(towards(colour, light, darkSurface)),
  }
}

/** Mixes a colour step by step with `end` until it can be read on `surface`. */
function towards(colour: Colour, end: Colour, surface: Colour): Colour {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = colour.map((value, index) => value + ((end[index] ?? 0) - value) * share) as Colour
    if (contrast(mixed, surface) >= enough) return mixed
  }
  return end
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Colour, other: Colour): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((less, more) => less - more)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** `#rgb` or `#rrggbb`. */
export function parse(text: string): Colour | undefined {
  const [, digits = ''] = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim()) ?? []
  if (!digits) return undefined
  const whole = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  return [0, 2, 4].map((at) => Number.parseInt(whole.slice(at, at + 2), 16)) as Colour
}

function format(colour: Colour): string {
  return `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}
