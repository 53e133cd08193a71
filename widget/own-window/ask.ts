import type { Answering, Asking } from './messages.ts'

/** A frame that has gone meanwhile keeps nobody waiting longer than this, in milliseconds. */
const answersWithin = 1_500

/** In a window that a frame has opened: the token of the visitor it was opened for, if that frame answers. */
export function askOpener(opener: Window): Promise<string | undefined> {
  return new Promise((resolve) => {
    function hear({ source, origin, data }: MessageEvent): void {
      if (source === opener && origin === location.origin && isAnswering(data)) done(data.token)
    }
    function done(token: string | undefined): void {
      clearTimeout(end)
      removeEventListener('message', hear)
      resolve(token)
    }
    const end = setTimeout(done, answersWithin, undefined)
    addEventListener('message', hear)
    const asking: Asking = { baton: 1, type: 'whose' }
    // Whoever else might have opened this window does not get to know that it asked.
    opener.postMessage(asking, location.origin)
  })
}

function isAnswering(data: Partial<Answering> | null): data is Answering {
  return data?.baton === 1 && data.type === 'theirs' && ['string', 'undefined'].includes(typeof data.token)
}
