/** What a chat in a window of its own asks the frame that opened it, and what it is told. Types only: each has its own file. */
export interface Asking {
  baton: 1
  type: 'whose'
}

export interface Answering {
  baton: 1
  type: 'theirs'
  /** The visitor's. */
  token: string | undefined
}
