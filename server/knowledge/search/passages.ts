/** A passage shorter than this is joined with the next one: a heading or "Yes." says nothing alone. Characters. */
const SHORTEST = 40

/** The paragraphs of a Markdown body, in order: what is searched and quoted. A heading stays with its paragraph. */
export function passagesOf(body: string): string[] {
  const passages: string[] = []
  let waiting = ''
  for (const block of body.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/)) {
    const text = block.trim()
    if (text === '') continue
    waiting = waiting === '' ? text : `${waiting}\n\n${text}`
    if (text.startsWith('#') || waiting.length < SHORTEST) continue
    passages.push(waiting)
    waiting = ''
  }
  if (waiting !== '') passages.push(waiting)
  return passages
}
