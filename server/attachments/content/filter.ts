export interface Pixels {
  width: number
  height: number
}

/** What a file's bytes go through on their way to the store. Holds little of them at a time. */
export interface Filter {
  /** What is kept of the next bytes. Throws `Unreadable`. */
  push(chunk: Buffer): Buffer[]
  /** What was held back, and what only the end tells. Throws `Unreadable`. */
  end(): { kept: Buffer[]; pixels?: Pixels | undefined }
}

/** A file that is not what its beginning says. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Keeps everything as it is. */
export function asItIs(pixels?: Pixels): Filter {
  return { push: (chunk) => [chunk], end: () => ({ kept: [], pixels }) }
}

/** Lets nothing pass but UTF-8 without NULs: bytes of something else must not go about as text. */
export function textFilter(): Filter {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  function check(chunk?: Buffer): void {
    try {
      if (chunk?.includes(0)) throw new Unreadable()
      decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      throw new Unreadable()
    }
  }
  return {
    push(chunk) {
      check(chunk)
      return [chunk]
    },
    end() {
      check()
      return { kept: [] }
    },
  }
}
