/** Milliseconds that this thread's processor worked on something: what else the machine does is not in it. */
export function processorTimeOf(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
