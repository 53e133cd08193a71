import { safeAddress } from './links.ts'

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; children: Inline[] }
  | { kind: 'link'; address: string; children: Inline[] }
  | { kind: 'break' }

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'list'; start: number | undefined; items: Inline[][] }

const item = /^\s{0,6}(?:[-*+•]|(\d{1,3})[.)])\s+(.*)$/
const heading = /^#{1,6}\s+(.*?)#*$/

/**
 * The light Markdown of an answer as a small tree: paragraphs, lists, bold, links, line breaks. Everything else stays
 * the text it is, so that there is no way from an answer to markup (invariant 11). `base` resolves relative addresses.
 */
export function parseMarkdown(text: string, base?: string): Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let list: Extract<Block, { kind: 'list' }> | undefined

  function endParagraph(): void {
    const whole = lines.join('\n').trim()
    lines = []
    if (whole) blocks.push({ kind: 'paragraph', children: parseInline(whole, base) })
  }

  for (const line of text.split(/\r?\n/)) {
    const listed = item.exec(line)
    const titled = heading.exec(line)
    if (listed) {
      endParagraph()
      const start = listed[1] === undefined ? undefined : Number(listed[1])
      if (!list || (list.start === undefined) !== (start === undefined)) {
        list = { kind: 'list', start, items: [] }
        blocks.push(list)
      }
      list.items.push(parseInline(listed[2] ?? '', base))
    } else if (!line.trim()) {
      // A list goes on after an empty line if its next line is an item again.
      endParagraph()
    } else if (titled) {
      endParagraph()
      list = undefined
      blocks.push({
        kind: 'paragraph',
        children: [{ kind: 'strong', children: parseInline(titled[1] ?? '', base) }],
      })
    } else if (list && lines.length === 0 && /^\s/.test(line)) {
      list.items.at(-1)?.push({ kind: 'break' }, ...parseInline(line.trim(), base))
    } else {
      list = undefined
      lines.push(line)
    }
  }
  endParagraph()
  return blocks
}

// In this order: a link, bold, a bare address, a line break.
const span =
  /\[([^\]\n]+)\]\(([^()\s]+)\)|\*\*(\S(?:[^\n]*?\S)?)\*\*|(https?:\/\/[^\s<>"'*，。；：！？、（）「」【】]+)|\n/g

/** Bold, links and line breaks of one paragraph. */
export function parseInline(text: string, base?: string): Inline[] {
  const found: Inline[] = []
  let from = 0
  const plain = (until: number) => {
    if (until > from) found.push({ kind: 'text', text: text.slice(from, until) })
  }
  for (const match of text.matchAll(span)) {
    const [whole, label, target, bold, bare] = match
    const trimmed = bare === undefined ? whole : bare.replace(/[.,;:!?)\]]+$/, '')
    const wanted = bare === undefined ? target : trimmed
    const address = wanted === undefined ? undefined : safeAddress(wanted, base)
    if (wanted !== undefined && !address) continue
    plain(match.index)
    from = match.index + trimmed.length
    if (address)
      found.push({
        kind: 'link',
        address,
        children: label ? parseBold(label) : [{ kind: 'text', text: trimmed }],
      })
    else if (bold !== undefined) found.push({ kind: 'strong', children: parseInline(bold, base) })
    else found.push({ kind: 'break' })
  }
  plain(text.length)
  return found
}

/** A text that is still being written: what is bold so far ends at its end, so that no asterisks flash by. */
export function closeBold(text: string): string {
  const start = text.lastIndexOf('\n') + 1
  const line = text.slice(start).replace(/[\s*]+$/, '')
  const open = line.split('**').length % 2 === 0
  return text.slice(0, start) + line + (open ? '**' : '')
}

/** A link's label may be bold, but holds no further link. */
function parseBold(label: string): Inline[] {
  const bold = /^\*\*(.+)\*\*$/.exec(label)?.[1]
  return bold
    ? [{ kind: 'strong', children: [{ kind: 'text', text: bold }] }]
    : [{ kind: 'text', text: label }]
}

/** The text of a person, as written: line breaks are the stylesheet's, and only whole addresses become links. */
export function parsePlain(text: string): Inline[] {
  const found: Inline[] = []
  for (const part of text.split(
    /(https?:\/\/[^\s<>"'，。；：！？、（）「」【】]*[^\s<>"'，。；：！？、（）「」【】.,;:!?)\]])/,
  )) {
    const address = /^https?:/.test(part) ? safeAddress(part) : undefined
    if (address) found.push({ kind: 'link', address, children: [{ kind: 'text', text: part }] })
    else if (part) found.push({ kind: 'text', text: part })
  }
  return found
}
