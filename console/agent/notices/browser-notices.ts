import { t } from '../../texts/texts.ts'
import type { Notice } from './notice.ts'
import type { NoticeHost } from './notices-model.ts'

/** Seconds, hertz and loudness of the sound: two short tones, the second higher. */
const tones = [
  { at: 0, pitch: 587 },
  { at: 0.14, pitch: 880 },
]
const toneLasts = 0.18
const loudness = 0.12

/** A person's browser: its notifications, its loudspeaker and the title of the page. */
export function openBrowserNotices(): NoticeHost & { dispose(): void } {
  let audio: AudioContext | undefined
  let shown = 0
  // Pages set their titles whenever something in them changes: the count is put before each.
  const title = document.querySelector('title')
  const titles = new MutationObserver(mark)

  function mark(): void {
    const bare = document.title.replace(/^\(\d+\+?\) • /, '')
    const marked = shown === 0 ? bare : `(${shown > 99 ? '99+' : shown}) • ${bare}`
    if (document.title !== marked) document.title = marked
  }
  if (title !== null) titles.observe(title, { childList: true })

  return {
    looking() {
      const isHere = document.visibilityState === 'visible' && document.hasFocus()
      return {
        isHere,
        conversationId: new URLSearchParams(location.search).get('conversation') ?? undefined,
      }
    },
    show(notice, withText) {
      if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
      const body = (withText ? notice.text : undefined) ?? t().tools.notices.plain
      const shown = new Notification(titleOf(notice), { body, tag: notice.conversationId })
      shown.onclick = () => {
        focus()
        shown.close()
        // As a click on a link of the page: no page is loaded again.
        const link = document.createElement('a')
        link.href = addressOf(notice)
        document.body.append(link)
        link.click()
        link.remove()
      }
    },
    play() {
      audio ??= new AudioContext()
      // A page that nobody has touched yet makes no sound; the browser decides.
      if (audio.state === 'suspended') void audio.resume()
      for (const { at, pitch } of tones) {
        const from = audio.currentTime + at
        const tone = new OscillatorNode(audio, { frequency: pitch })
        const volume = new GainNode(audio, { gain: loudness })
        volume.gain.setValueAtTime(loudness, from)
        volume.gain.exponentialRampToValueAtTime(0.001, from + toneLasts)
        tone.connect(volume).connect(audio.destination)
        tone.start(from)
        tone.stop(from + toneLasts)
      }
    },
    count(unseen) {
      shown = unseen
      mark()
    },
    onLook(listener) {
      const look = () => {
        if (document.visibilityState === 'visible' && document.hasFocus()) listener()
      }
      addEventListener('focus', look)
      document.addEventListener('visibilitychange', look)
      return () => {
        removeEventListener('focus', look)
        document.removeEventListener('visibilitychange', look)
      }
    },
    dispose() {
      titles.disconnect()
      void audio?.close()
    },
  }
}

function titleOf({ about, name }: Notice): string {
  const words = t().tools.notices
  switch (about) {
    case 'waiting':
      return words.queue
    case 'given':
      return words.mine
    case 'replied':
      return words.reply(name ?? words.visitor)
    case 'mentioned':
      return words.mention(name ?? '')
    case 'breach-near':
      return words.breach
  }
}

function addressOf({ conversationId, about }: Notice): string {
  const conversation = encodeURIComponent(conversationId)
  if (about === 'mentioned') return `/console/mentions?conversation=${conversation}`
  return `/console/?view=${about === 'waiting' ? 'waiting' : 'mine'}&conversation=${conversation}`
}
