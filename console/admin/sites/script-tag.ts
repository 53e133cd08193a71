/**
 * The tag that a merchant pastes. Attributes without a value are `true`. Quoted so that JSON stays readable, and so that
 * no value ends its attribute.
 */
export function scriptTag(attributes: Record<string, string | true>): string {
  const written = Object.entries(attributes).map(([name, value]) =>
    value === true ? name : `${name}=${quoted(value)}`,
  )
  return `<script ${written.join(' ')}></script>`
}

function quoted(value: string): string {
  const safe = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return safe.includes('"') ? `'${safe.replaceAll("'", '&#39;')}'` : `"${safe}"`
}
