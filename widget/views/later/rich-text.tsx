import type { VNode } from 'preact'
import { type Block, closeBold, type Inline, parseMarkdown, parsePlain } from '../../text/markdown.ts'

/** An answer in light Markdown, drawn from its tree: nothing in it can become markup. */
export function RichText(props: { text: string; base?: string | undefined; unfinished?: boolean }) {
  const text = props.unfinished ? closeBold(props.text) : props.text
  return <>{parseMarkdown(text, props.base).map(block)}</>
}

/** What a person wrote, as it was written. */
export function PlainText({ text }: { text: string }) {
  return <p class="plain">{parsePlain(text).map(inline)}</p>
}

function block(part: Block): VNode {
  if (part.kind === 'paragraph') return <p>{part.children.map(inline)}</p>
  const items = part.items.map((item) => <li>{item.map(inline)}</li>)
  return part.start === undefined ? (
    <ul dir="auto">{items}</ul>
  ) : (
    <ol dir="auto" start={part.start}>
      {items}
    </ol>
  )
}

function inline(part: Inline): VNode | string {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'break':
      return <br />
    case 'strong':
      return <strong>{part.children.map(inline)}</strong>
    case 'link':
      return (
        <a href={part.address} target="_blank" rel="noopener noreferrer">
          {part.children.map(inline)}
        </a>
      )
  }
}
