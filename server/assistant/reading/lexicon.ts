import { englishGroups, englishOpinions, type Group } from './lexicon-en.ts'
import { chineseGroups, chineseOpinions } from './lexicon-zh.ts'

/**
 * What one expression says about the mood of a text.
 * `valence` -4 (worst) to 4 (best); `anger` 0 to 1. A problem ("broken", "late") has no anger: it is what a shop is for.
 */
export interface Mood {
  valence: number
  anger: number
  /** Accuses the shop when stated, and only asks when it stands in a question ("is this mail a scam?"). */
  accusation?: boolean
}

/** Chinese words that hold a lexicon word and mean something else. They are taken out before reading. */
export const chineseLookalikes =
  /垃圾(?:袋|桶|邮件|箱|短信)|差(?:价|额|不多|多少|几|一点)|[时温误相]差|出差|麻烦|没用(?:过|上|完)|还没用|防诈骗|好不好|行不行|值不值|满意度|不好意思/g

/** What carries anger, and what is said in the same breath: narrow, so that anger stays precise. */
export const englishExpressions = read(englishGroups)
export const chineseExpressions = read(chineseGroups)

/** Valence of every opinion known: the wide list, and the narrow one over it. */
export const englishValences = widen(englishOpinions, englishExpressions)
export const chineseValences = widen(chineseOpinions, chineseExpressions)

export const englishNegators: ReadonlySet<string> = new Set(
  'not no never without hardly barely don doesn didn isn aren wasn weren won wouldn can cant cannot couldn dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt nothing nobody neither nor aint'.split(
    ' ',
  ),
)

/** What makes the next words stronger, by how much. */
export const englishIntensifiers: ReadonlyMap<string, number> = new Map(
  Object.entries({
    very: 1.25,
    really: 1.25,
    so: 1.2,
    extremely: 1.4,
    absolutely: 1.4,
    totally: 1.3,
    completely: 1.3,
    utterly: 1.4,
    incredibly: 1.3,
    beyond: 1.4,
    such: 1.15,
    super: 1.25,
    too: 1.1,
    highly: 1.2,
    fucking: 1.5,
    bit: 0.7,
    slightly: 0.6,
    somewhat: 0.7,
    little: 0.7,
  }),
)

export const chineseNegation = /(?:不是很|不是|不太|不怎么|并不|没有|没那么|不会|别|不|没|未|无)$/
export const chineseIntensity = /(?:非常|特别|极其|超级|太|真的|真是|十分|简直|实在|最|很|真|超|好)$/

function widen(
  rows: readonly (readonly [valence: number, expressions: string])[],
  narrow: ReadonlyMap<string, Mood>,
): ReadonlyMap<string, number> {
  const valences = new Map<string, number>()
  for (const [valence, expressions] of rows) {
    for (const expression of expressions.split(' ')) {
      if (!valences.has(expression)) valences.set(expression, valence)
    }
  }
  for (const [expression, { valence }] of narrow) valences.set(expression, valence)
  return valences
}

function read(groups: readonly Group[]): Map<string, Mood> {
  const moods = new Map<string, Mood>()
  for (const [valence, anger, expressions, accusation] of groups) {
    for (const expression of expressions.split(' ')) {
      moods.set(expression, accusation ? { valence, anger, accusation } : { valence, anger })
    }
  }
  return moods
}

/** What stands before a feeling that is somebody else's: it says nothing about the visitor. */
export const englishOthers =
  /\b(?:he|she|they|wife|husband|girlfriend|boyfriend|friend|mother|mum|mom|father|dad|boss|son|daughter|kids?)(?: \w+){0,3}$/
export const chineseOthers =
  /(?:[他她]们?|朋友|老婆|老公|老板|妈妈?|爸爸?|孩子|儿子|女儿|客户|同事)[^我]{0,2}$/
