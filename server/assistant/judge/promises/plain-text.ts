import { normalise } from '../../../knowledge/index.ts'

/**
 * A text as the judge reads it: lower case, full-width and Traditional forms unified, no emphasis marks, nothing
 * invisible or blank between the letters of a word, and no letters of another script that look like ours; its line ends
 * stay.
 */
export function plainText(text: string): string {
  return text
    .split('\n')
    .map((line) => closedUp(normalise(line.replace(/[’‘ʼ]/g, "'").replace(/[*_`]/g, ''))))
    .join('\n')
}

/** "r e f u n d", 退 款 and "rеfund" with a Cyrillic letter as they are read. */
function closedUp(line: string): string {
  return line
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .replace(/(?<![\p{L}\d'])[a-z](?: [a-z]){3,}(?![\p{L}\d'])/gu, (letters) => letters.replaceAll(' ', ''))
    .replace(/[асеіјорѕухαορν]/g, (letter) => lookalikes[letter] ?? letter)
}

// Cyrillic and Greek letters on the left, Latin ones on the right.
const lookalikes: Readonly<Record<string, string>> = {
  ...{ а: 'a', с: 'c', е: 'e', і: 'i', ј: 'j', о: 'o', р: 'p', ѕ: 's', у: 'y', х: 'x' },
  ...{ α: 'a', ο: 'o', ρ: 'p', ν: 'v' },
}

/** The sentences of a text, each with the marks that end it; a line is a sentence, too. */
export function sentencesOf(text: string): string[] {
  return text.split(sentenceEnd).filter((sentence) => /[\p{Letter}\p{Number}]/u.test(sentence))
}

// A point ends a sentence only before a blank, and not behind the abbreviations that stand inside one.
const sentenceEnd =
  /(?<=[。！？!?\n])(?![)"”’」』）!?！？。])|(?<=(?<!(?:^|[^\p{L}])(?:e\.g|i\.e|approx|rs|vs|mr|ms|mrs|incl|u\.s))\.["”’)]?)(?=\s)/iu

/** A part of a sentence in which one thing is said, and whether what was said before still colours it. */
export interface Clause {
  text: string
  /** In the sentence. */
  start: number
  /** It begins something new: what "you asked" covered ends here. */
  isNew: boolean
}

/** The clauses of a sentence of {@link plainText}. */
export function clausesOf(sentence: string): Clause[] {
  const clauses: Clause[] = []
  let start = 0
  for (const match of sentence.matchAll(clauseStart)) {
    const at = match.index + (match.groups?.mark?.length ?? 0)
    if (at > start) clauses.push({ text: sentence.slice(start, at), start, isNew: false })
    start = at
  }
  clauses.push({ text: sentence.slice(start), start, isNew: false })
  for (const [place, clause] of clauses.entries()) {
    clause.isNew = place === 0 || opener.test(clause.text) || /[;:]\s*$/.test(clauses[place - 1]?.text ?? '')
  }
  return clauses
}

// A pause, "but", or a subject that sets about doing something, except where it is only told ("you said that we will").
const clauseStart =
  /(?<mark>[,;:—–、()](?![\d]) ?)|(?<= )(?=(?:but|however|though|yet|so|because|and (?:we|i|you|it|the|your|a|an|my) )(?: |'))|(?<= )(?=(?:we|i|you)(?:'ll|'ve|'m| will| have| can| are| am| shall| get| refund| reimburse| pay| credit| replace| waive) )(?<!(?:that|whether|if|promise|guarantee|say|said|know|sure|what|when|until|unless|where|which|how|as|think|mean|why|nothing|something|anything|all) )|(?=但是?|不过|然而|因此|所以|现在就|这就)/g
const opener =
  /^\s*(?:but|however|though|yet|so|and|we|i|you(?:'ll|'re| will| get| can| are)|it|your|the|that|this|they|there|here|there's|my|our|a |an |now|today|for|as|consider|take|use|don't|no |我|本店|店家|现在|今|明|这|但|不过|可是|然而|所以|因此|那|已|会|将|马上|立即|您会|您能|您将|您可|给您|为您|同事|订单|钱|款)/
