import { signal } from '@preact/signals'
import type { Doing } from '#shared/desk-tools.ts'
import type { DeskConnection } from '../../../connection.ts'

/** Somebody else who has this conversation open. */
export interface Viewer {
  id: string
  name: string
  doing: Exclude<Doing, 'gone'>
  /** When they were heard of last. */
  at: number
}

/** How often one says that one is still here, and after which silence others are taken for gone; milliseconds. */
const repeatEvery = 15_000
const goneAfter = 40_000
/** One keystroke counts as writing for so long, in milliseconds. */
const writingLasts = 5_000
/** Newcomers are answered at most this often, in milliseconds. */
const answerEvery = 500
/** More people than this in one conversation are not told apart. */
const mostViewers = 20

export type ViewersModel = ReturnType<typeof createViewers>

/**
 * Who else looks at a conversation, and who writes. Everybody says it of themselves, to whoever has it open; nothing is
 * kept anywhere, and a silence of forty seconds is somebody gone, whatever became of their server.
 */
export function createViewers(connection: DeskConnection, conversationId: string, me: { id: string }) {
  const others = signal<readonly Viewer[]>([])
  let doing: Exclude<Doing, 'gone'> = 'looking'
  let isHere = false
  let isVisible = true
  let answeredAt = 0
  let writing: ReturnType<typeof setTimeout> | undefined

  function tell(what: Doing): void {
    // A hint: one that is lost is said again soon.
    if (connection.state.value === 'online')
      void connection.request('viewer:set', { conversationId, doing: what })
  }

  function hear(viewer: { id: string; name: string }, what: Doing): void {
    const rest = others.value.filter(({ id }) => id !== viewer.id)
    if (what === 'gone') {
      if (rest.length < others.value.length) others.value = rest
      return
    }
    const known = others.value.find(({ id }) => id === viewer.id)
    const heard = { ...viewer, doing: what, at: Date.now() }
    // In their places: faces that jump about are noise.
    if (known !== undefined) others.value = others.value.map((each) => (each === known ? heard : each))
    else if (rest.length < mostViewers) others.value = [...rest, heard]
  }

  function answer(): void {
    if (!isHere || !isVisible || Date.now() - answeredAt < answerEvery) return
    answeredAt = Date.now()
    tell(doing)
  }

  /** Once the server lets this connection watch the conversation, and again after each return. */
  function begin(): void {
    isHere = true
    if (isVisible) tell(doing)
  }

  function set(what: Exclude<Doing, 'gone'>): void {
    clearTimeout(writing)
    if (what !== 'looking') writing = setTimeout(() => set('looking'), writingLasts)
    if (what === doing) return
    doing = what
    if (isHere && isVisible) tell(doing)
  }

  const repeat = setInterval(() => {
    const heard = others.value.filter(({ at }) => Date.now() - at < goneAfter)
    if (heard.length < others.value.length) others.value = heard
    if (isHere && isVisible) tell(doing)
  }, repeatEvery)
  const stop = connection.listen('viewer:changed', (fact) => {
    if (fact.conversationId !== conversationId || fact.viewer.id === me.id) return
    hear(fact.viewer, fact.doing)
    if (fact.isNew) answer()
  })

  return {
    others,
    begin,
    /** Somebody types; a while after the last keystroke they only look. */
    writes: (kind: 'reply' | 'note') => set(kind),
    rests: () => set('looking'),
    /** Whoever has the page in the background does not look. */
    setVisible(visible: boolean) {
      if (visible === isVisible) return
      isVisible = visible
      if (isHere) tell(visible ? doing : 'gone')
    },
    dispose() {
      clearInterval(repeat)
      clearTimeout(writing)
      stop()
      if (isHere && isVisible) tell('gone')
    },
  }
}
