import { TriangleAlert } from 'lucide-preact'
import type { Doubt } from '#shared/copilot.ts'
import { t } from '../../../texts/texts.ts'

/** A text with what needs proof marked in it. */
export function DoubtedText({ text, doubts }: { text: string; doubts: readonly Doubt[] }) {
  const marked = [...new Set(doubts.map(({ sentence }) => sentence))].filter((each) => text.includes(each))
  return (
    <p class="plain-text">
      {piecesOf(text, marked).map(({ piece, isMarked }, index) =>
        isMarked ? <mark key={index}>{piece}</mark> : piece,
      )}
    </p>
  )
}

/** Each doubted sentence with why: a person proves it, or takes it out. */
export function DoubtList({ doubts }: { doubts: readonly Doubt[] }) {
  const words = t().copilot.doubts
  const bySentence = Map.groupBy(doubts, ({ sentence }) => sentence)
  return (
    <div class="doubts" role="alert">
      <strong>
        <TriangleAlert size={14} /> {words.title}
      </strong>
      <ul>
        {[...bySentence].map(([sentence, own]) => (
          <li key={sentence}>
            <q>{sentence}</q>
            <small>{worstOf(own)}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A promise that nobody backs is also a figure without a source: the weightiest is said. */
function worstOf(doubts: readonly Doubt[]): string {
  const { kinds } = t().copilot.doubts
  const order = Object.keys(kinds)
  const [worst] = doubts.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
  return worst === undefined ? '' : kinds[worst.kind]
}

function piecesOf(text: string, marked: readonly string[]): { piece: string; isMarked: boolean }[] {
  let pieces = [{ piece: text, isMarked: false }]
  for (const sentence of marked) {
    pieces = pieces.flatMap((each) => {
      const at = each.isMarked ? -1 : each.piece.indexOf(sentence)
      if (at < 0) return [each]
      return [
        { piece: each.piece.slice(0, at), isMarked: false },
        { piece: sentence, isMarked: true },
        { piece: each.piece.slice(at + sentence.length), isMarked: false },
      ]
    })
  }
  return pieces.filter(({ piece }) => piece !== '')
}
