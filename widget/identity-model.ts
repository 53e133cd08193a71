import type { VisitorAnswers } from '#shared/protocol.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { PageCall, PageContext } from './frame-protocol.ts'
import { leavingKey } from './session-model.ts'
import type { Storage } from './storage.ts'
import type { WidgetModel } from './widget-model.ts'

/** Carries out what the shop's page says of its visitor: who it is, that they have left, and what they do there. */
export interface IdentityModel {
  take(call: PageCall): void
  close(): void
}

/** The most events that wait, and names of a context. The newest stay. */
const mostWaiting = 20
const mostNames = 20
/** Milliseconds until what could not be carried out is tried again, so many times. */
const again = 5_000
const mostTries = 3
const passing: readonly string[] = ['unavailable', 'internal', 'rate-limited']

/** One request, and what its end means. */
interface Deed {
  ask(): Promise<Result<object>>
  done(): void
  /** The page is told where it fails for good. */
  call?: string
}

export function createIdentityModel(options: {
  model: WidgetModel
  storage: Storage
  refused: (call: string, failure: FailureResult) => void
}): IdentityModel {
  const { storage } = options
  const { connection, session, token } = options.model
  let identity: string | undefined
  let context: PageContext = {}
  let isContextTold = true
  let order: string | undefined
  let events: { name: string; data: PageContext }[] = []
  let leaving = storage.get(leavingKey)
  /** The connection still is that of someone who left. */
  let isStale = false
  let isBusy = false
  let tries = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  /** What is to be done first: an end before a beginning, and who it is before what they do. */
  function next(): Deed | undefined {
    if (leaving !== null) return leave(leaving)
    if (identity !== undefined) return identify(identity)
    if (!isContextTold) return tellContext(context)
    if (order !== undefined) return tellOrder(order)
    const [event] = events
    return event && tellEvent(event)
  }

  function leave(visitor: string): Deed {
    return {
      ask: () => connection.request('visitor:logout', { visitor }),
      done() {
        if (leaving !== visitor) return
        leaving = null
        storage.set(leavingKey, null)
      },
    }
  }

  function identify(offered: string): Deed {
    let answer: Result<VisitorAnswers['visitor:identify']> | undefined
    return {
      call: 'identify',
      async ask() {
        answer = await connection.request('visitor:identify', { identity: offered })
        return answer
      },
      done() {
        if (identity === offered) identity = undefined
        if (!answer?.ok) return
        // They left while the answer was on its way: the token to end is the new one.
        if (isStale) depart(answer.visitor)
        else session.identified(answer)
      },
    }
  }

  function tellContext(told: PageContext): Deed {
    return {
      call: 'setContext',
      ask: () => connection.request('visitor:context', { context: told }),
      done() {
        if (context === told) isContextTold = true
      },
    }
  }

  function tellOrder(number: string): Deed {
    return {
      call: 'setOrder',
      ask: () => connection.request('visitor:order', { number }),
      done() {
        if (order === number) order = undefined
      },
    }
  }

  function tellEvent(event: { name: string; data: PageContext }): Deed {
    return {
      call: 'track',
      ask: () => connection.request('visitor:track', event),
      done() {
        events = events.filter((each) => each !== event)
      },
    }
  }

  async function carryOut(): Promise<void> {
    if (isBusy) return
    isBusy = true
    for (let deed = next(); deed && session.open.peek() && !pause; deed = next()) {
      const result = await deed.ask()
      const isPassing = !result.ok && passing.includes(result.error)
      if (isPassing && (!session.open.peek() || ++tries < mostTries)) {
        if (session.open.peek()) wait(result)
      } else {
        tries = 0
        deed.done()
        if (!result.ok && deed.call) options.refused(deed.call, result)
      }
      if (isStale && leaving === null) renew()
    }
    isBusy = false
    // Without an answer the server ends it later, under whoever comes after.
    if (isStale && pause) renew()
  }

  function wait(failure: FailureResult): void {
    const milliseconds = failure.retryAfter === undefined ? again : failure.retryAfter * 1_000
    pause = setTimeout(() => {
      pause = undefined
      void carryOut()
    }, milliseconds)
  }

  function depart(left: string): void {
    leaving = left
    storage.set(leavingKey, left)
  }

  function renew(): void {
    isStale = false
    connection.renew()
  }

  function reset(): void {
    const left = token()
    identity = undefined
    order = undefined
    events = []
    context = {}
    isContextTold = true
    if (left !== undefined) depart(left)
    const wasOpen = session.open.peek()
    session.forget()
    if (wasOpen) isStale = true
    else if (connection.state.peek().name !== 'connecting') connection.renew()
    else if (left !== undefined) connection.start()
  }

  const stop = session.open.subscribe((isOpen) => {
    if (!isOpen) return
    isStale = false
    clearTimeout(pause)
    pause = undefined
    void carryOut()
  })
  // Somebody left on a page before this one, and the server has not heard of it.
  if (leaving !== null && connection.state.peek().name === 'connecting') connection.start()

  return {
    take(call) {
      if (call.type === 'identify') identity = call.token
      else if (call.type === 'reset') reset()
      else if (call.type === 'context') {
        const names = Object.entries({ ...context, ...call.context }).slice(-mostNames)
        context = Object.fromEntries(names)
        isContextTold = false
      } else if (call.type === 'order') order = call.number
      else if (call.type === 'track')
        events = [...events, { name: call.name, data: call.data }].slice(-mostWaiting)
      void carryOut()
    },
    close() {
      clearTimeout(pause)
      stop()
    },
  }
}
