import { expect, test, vi } from 'vitest'
import { openDeadline } from './deadline.ts'

const never = () => new Promise<never>(() => undefined)

test('work that does not end when it is told to is given up, with time left to put that on the record (invariant 7)', async () => {
  vi.useFakeTimers()
  try {
    const deadline = openDeadline(20_000, 0)
    const held = deadline.hold(never()).catch((reason: Error) => reason.message)
    await vi.advanceTimersByTimeAsync(18_999)
    expect(deadline.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(deadline.signal.aborted).toBe(true)
    await vi.advanceTimersByTimeAsync(500)
    expect(await held).toBe('the turn went on after its deadline')
  } finally {
    vi.useRealTimers()
  }
})

test('what ends at its signal is heard to its end, and a turn that waited has less time, though never less than half', async () => {
  vi.useFakeTimers()
  try {
    const deadline = openDeadline(10_000, 60_000)
    const work = new Promise((resolve) =>
      deadline.signal.addEventListener('abort', () => setTimeout(resolve, 100, 'what is known')),
    )
    const held = deadline.hold(work)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(deadline.signal.aborted).toBe(true)
    await vi.advanceTimersByTimeAsync(100)
    expect(await held).toBe('what is known')
    deadline.clear()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
