import { type Grounds, openJudge } from './judge-draft.ts'

/**
 * Passes a model's words on as they come, a sentence at a time and only while each stands on its grounds: what is
 * streamed has left, so it is judged before it goes (invariant 13). After the first fault nothing more is shown.
 */
export function showJudged(grounds: Grounds, show: (text: string) => void): (delta: string) => void {
  const judge = openJudge(grounds)
  let held = ''
  let isFaulty = false
  return (delta) => {
    if (isFaulty) return
    held += delta
    const end = [...held.matchAll(sentenceEnd)].at(-1)
    if (end === undefined) return
    const sentences = held.slice(0, end.index + 1)
    held = held.slice(end.index + 1)
    isFaulty = judge(sentences).length > 0
    if (!isFaulty) show(sentences)
  }
}

// “3.” may go on as “3.5”, so a point must be followed by a space.
const sentenceEnd = /[.!?]\s|[。！？\n]/g
