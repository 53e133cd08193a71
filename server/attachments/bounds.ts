/** How much of one table row a file's part takes, in bytes: what an upload or a download holds in memory at a time. */
export const partBytes = 256 * 1024

/** An upload that no message names by then is deleted. Milliseconds. */
export const unclaimedFor = 60 * 60 * 1000

/** The span over which the bounds below count, in milliseconds. */
export const countedOver = 24 * 60 * 60 * 1000

/** Per day, in files and in multiples of the largest file: bounds what strangers can store (invariant 15). */
export const dailyBounds = {
  visitor: { files: 50, times: 10 },
  person: { files: 500, times: 100 },
  workspace: { times: 500 },
} as const

/** Beyond so many pixels a picture of a few kilobytes fills the memory of whoever looks at it. */
export const mostPixels = 100_000_000
