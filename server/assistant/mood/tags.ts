import { englishValences } from '../reading/lexicon.ts'

/** What a hashtag is mostly put together from, besides opinions. */
const common =
  'a about again air airline all always am an and another any app are at bag bags bank be been bus but by call cancelled care change company customer customers day days delay delayed do dont down ever every fail fee fees first flight flights fly flyer for free from get go gone had has have help here hold home hour hours how i if in is it its just late life lost luggage me money monday more my need never new no not nothing now of off on one online only or order our out over people phone plane please rail refund respond service should sleep so still stop support team than that the their then they this time to today too train travel trip up us very wait waiting want was way we week what when where who why will with work world wrong year you your'.split(
    ' ',
  )

const known = new Set([...common, ...englishValences.keys()].filter((word) => /^[a-z]+$/.test(word)))

const LONGEST_WORD = 16

/** Hashtags as the words they are made of: "#NeverAgain" and "#neveragain" are "never again". Others keep their letters. */
export function withoutTags(text: string): string {
  return text.replace(/#(\p{Letter}[\p{Letter}\p{Number}_]{1,40})/gu, (_, tag: string) =>
    /^[a-z\d_]+$/i.test(tag) ? ` ${wordsOf(tag)} ` : ` ${tag} `,
  )
}

function wordsOf(tag: string): string {
  if (/[a-z][A-Z]|_/.test(tag)) return tag.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2')
  return split(tag.toLowerCase())?.join(' ') ?? tag
}

/** The fewest known words that make up the whole of a tag. */
function split(tag: string): string[] | undefined {
  const best: (string[] | undefined)[] = [[]]
  for (let end = 1; end <= tag.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start += 1) {
      const before = best[start]
      const word = tag.slice(start, end)
      if (before === undefined || !known.has(word)) continue
      if (before.length + 1 < (best[end]?.length ?? Number.POSITIVE_INFINITY)) best[end] = [...before, word]
    }
  }
  return best[tag.length]
}
