import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { type Cite, type CopilotCitation, type Doubt, mostCites } from '#shared/copilot.ts'
import type { Storage } from '../../shell/preferences.ts'

/** What of the reply that is being written the copilot brought. */
export interface Share {
  draftId?: string | undefined
  cites: CopilotCitation[]
  doubts: Doubt[]
}

/** The same as it goes with a message. */
export interface SentShare {
  draftId?: string
  cites?: Cite[]
}

const none: Share = { cites: [], doubts: [] }

/** The copilot's share of the reply, kept with the draft of it: it survives a reload as the draft does. */
export function createShare(storage: Storage, place: string, reply: ReadonlySignal<string>) {
  const key = `copilot:${place}`
  const share = signal<Share>(readShare(storage.read(key)))
  /** Of the reply that went last: it may be taken back. */
  let taken: { text: string; share: Share } | undefined

  function keep(next: Share): void {
    share.value = next
    const isNothing = next.draftId === undefined && next.cites.length === 0
    storage.write(key, isNothing ? undefined : JSON.stringify(next))
  }

  function add(more: Partial<Share>): void {
    const { draftId = share.value.draftId, cites = [], doubts = [] } = more
    const known = new Set(share.value.cites.map(({ articleId }) => articleId))
    const added = cites.filter(({ articleId }) => !known.has(articleId))
    keep({
      draftId,
      cites: [...share.value.cites, ...added].slice(0, mostCites),
      doubts: [...share.value.doubts, ...doubts],
    })
  }

  /** What goes with the message that is sent now; the next one begins with nothing. */
  function take(): SentShare {
    const { draftId, cites } = share.value
    taken = { text: reply.peek(), share: share.value }
    keep(none)
    return {
      ...(draftId !== undefined && { draftId }),
      ...(cites.length > 0 && { cites: cites.map(({ articleId, language }) => ({ articleId, language })) }),
    }
  }

  return {
    current: share,
    /** What still stands in the reply and nobody has proved. */
    doubts: computed(() => share.value.doubts.filter(({ sentence }) => reply.value.includes(sentence))),
    add,
    keep,
    take,
    /** A reply that was taken back comes with what the copilot brought to it. */
    giveBack(text: string): void {
      if (taken === undefined || !text.includes(taken.text)) return
      const { share: before } = taken
      taken = undefined
      keep(before)
    },
    dropCite: (articleId: string) =>
      keep({ ...share.value, cites: share.value.cites.filter((each) => each.articleId !== articleId) }),
    clear: () => {
      if (share.peek() !== none) keep(none)
    },
  }
}

function readShare(stored: string | undefined): Share {
  if (stored === undefined) return none
  try {
    return { ...none, ...(JSON.parse(stored) as Partial<Share>) }
  } catch {
    // Of another version, or cut: the reply itself is kept elsewhere.
    return none
  }
}
