/** An id that a site has not used: visitors who saw an earlier message of this id would not see the new one. */
export function newId(kind: string): string {
  return `${kind}-${crypto.randomUUID().slice(0, 8)}`
}
