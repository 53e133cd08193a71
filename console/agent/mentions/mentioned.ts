/** A part of a note: plain, or somebody it calls. */
export interface NotePart {
  text: string
  personId?: string | undefined
}

interface Named {
  id: string
  name: string
}

/**
 * A note in its parts. Of names that begin alike the longest is meant, and a name ends where its word does. Where two
 * people have one name, the first that is not yet called is meant.
 */
export function notePartsOf(text: string, people: readonly Named[]): NotePart[] {
  const byLength = [...people].sort((one, other) => other.name.length - one.name.length)
  const called = new Set<string>()
  const parts: NotePart[] = []
  let plain = ''
  for (let place = 0; place < text.length; ) {
    const found = /[@＠]/.test(text[place] ?? '') ? namedAt(text, place + 1, byLength, called) : undefined
    if (found === undefined) {
      plain += text[place]
      place += 1
      continue
    }
    if (plain !== '') parts.push({ text: plain })
    plain = ''
    called.add(found.id)
    parts.push({ text: `@${found.name}`, personId: found.id })
    place += 1 + found.name.length
  }
  return plain === '' ? parts : [...parts, { text: plain }]
}

/** The ids of those whom a note calls, each once, in their order. */
export function mentionedIn(text: string, people: readonly Named[]): string[] {
  return [...new Set(notePartsOf(text, people).flatMap(({ personId }) => personId ?? []))]
}

function namedAt(
  text: string,
  from: number,
  people: readonly Named[],
  called: ReadonlySet<string>,
): Named | undefined {
  const fitting = people.filter(
    ({ name }) => name !== '' && text.startsWith(name, from) && endsWord(text, from, name),
  )
  const longest = fitting.filter(({ name }) => name.length === fitting[0]?.name.length)
  return longest.find(({ id }) => !called.has(id)) ?? longest[0]
}

/** "@Ana" is not in "@Anabel"; Chinese has no spaces, and a name may stand before any of its characters. */
function endsWord(text: string, from: number, name: string): boolean {
  const next = text.slice(from + name.length).match(/^./u)?.[0] ?? ' '
  return !/[\p{L}\p{N}]/u.test(next) || /\p{Script=Han}/u.test(next) || /\p{Script=Han}$/u.test(name)
}
