/** The one way JSON goes into and comes out of a column. */
export function toJson(value: unknown): string {
  return JSON.stringify(value)
}

/** Reads what `toJson` wrote; the type is the writer's word, because only our own code writes these columns. */
export function fromJson<Value>(text: string): Value {
  return JSON.parse(text) as Value
}
