interface Numbers {
  readonly length: number
  [place: number]: number
  set(values: Numbers): void
  subarray(from: number, to: number): Numbers
  slice(from: number, to: number): Numbers
}

/** A typed array that more can be put into: numbers as they are stored, and no JavaScript array of millions. */
export interface Growing<Kind> {
  push(value: number): void
  /** What was put in, as an array of its own. */
  finish(): Kind
}

export function growing<Kind extends Numbers>(make: new (length: number) => Kind): Growing<Kind> {
  let values = new make(1024)
  let length = 0
  return {
    push(value) {
      if (length === values.length) {
        const longer = new make(2 * length)
        longer.set(values)
        values = longer
      }
      ;(values as Numbers)[length] = value
      length += 1
    },
    finish: () => values.slice(0, length) as Kind,
  }
}
