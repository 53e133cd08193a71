import type { ComponentChild } from 'preact'

/**
 * The little Markdown the assistant writes (paragraphs, lists, bold, links, code) as elements. Never as HTML:
 * whatever else a message holds stays text (invariant 11).
 */
export function RichText({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n{2,}/).map((block, index) => (
        <Block key={index} lines={block.split('\n').filter((line) => line.trim() !== '')} />
      ))}
    </>
  )
}

const bullet = /^\s*[-*]\s+/
const numbered = /^\s*\d+[.)、]\s+/

function Block({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null
  const lead = lines.findIndex((line) => bullet.test(line) || numbered.test(line))
  if (lead < 0) return <p>{withBreaks(lines)}</p>
  const mark = bullet.test(lines[lead] ?? '') ? bullet : numbered
  const items = lines.slice(lead).map((line) => <li key={line}>{inline(line.replace(mark, ''))}</li>)
  return (
    <>
      {lead > 0 && <p>{withBreaks(lines.slice(0, lead))}</p>}
      {mark === bullet ? <ul>{items}</ul> : <ol>{items}</ol>}
    </>
  )
}

function withBreaks(lines: string[]): ComponentChild[] {
  return lines.flatMap((line, index) => (index === 0 ? inline(line) : [<br key={index} />, ...inline(line)]))
}

const marks = /(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\(https?:\/\/[^\s)]+\))/

function inline(text: string): ComponentChild[] {
  return text.split(marks).map((part) => {
    if (part.startsWith('**') && part.endsWith('**') && part.length > 4) {
      return <strong key={part}>{part.slice(2, -2)}</strong>
    }
    if (part.startsWith('`') && part.endsWith('`') && part.length > 2) {
      return <code key={part}>{part.slice(1, -1)}</code>
    }
    const link = /^\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)$/.exec(part)
    const address = safeAddress(link?.[2] ?? '')
    if (link === null || address === undefined) return part
    return (
      <a key={part} href={address} target="_blank" rel="noreferrer noopener">
        {link[1]}
      </a>
    )
  })
}

/** The address a stranger gave, where a click may open it: of the web, and without a name before the host that misleads. */
export function safeAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, href, username, password } = new URL(address)
  return /^https?:$/.test(protocol) && username === '' && password === '' ? href : undefined
}
