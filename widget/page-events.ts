import { effect } from '@preact/signals'
import type { PageLine } from './boot/page-line.ts'
import type { WidgetModel } from './widget-model.ts'

/**
 * Tells the listeners of the shop's page what happens, and never what was said: the page's other scripts could read
 * that.
 */
export function tellPage(model: WidgetModel, line: PageLine): () => void {
  let told: { id: string; head: number } | undefined
  const stops = [
    effect(() => line.send('unread', model.reading.unread.value)),
    effect(() => {
      const failure = model.failure.value ?? model.session.refusal.value
      if (failure) line.send('event', ['error', { code: failure.error }])
    }),
    model.conversation.snapshot.subscribe((snapshot) => {
      if (!snapshot) return
      // What was there before this visit is no news.
      const from = told?.id === snapshot.id ? told.head : told || snapshot.head <= 1 ? 0 : snapshot.head
      told = { id: snapshot.id, head: snapshot.head }
      for (const event of snapshot.events) {
        if (event.seq <= from) continue
        if (event.type === 'message:posted' && event.sender !== 'visitor')
          line.send('event', ['message', { from: event.sender }])
        if (event.type === 'conversation:queued' && !event.again)
          line.send('event', ['handover', { reason: event.reason }])
        if (event.type === 'conversation:resolved') line.send('event', ['resolved', {}])
      }
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
