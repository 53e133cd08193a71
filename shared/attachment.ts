/** A file of a message, as the log tells it. Its bytes are at `url`, for those who may read the conversation. */
export interface Attachment {
  id: string
  /** Made harmless: no path, no control characters, an ending that fits the type. Still text of a stranger. */
  name: string
  /** By its content: one of a few types that the server knows. */
  type: string
  /** Bytes, as stored: a photo has lost what told where it was taken. */
  size: number
  /** Pixels, of pictures only, as they are seen: a photo taken upright is upright. */
  width?: number | undefined
  height?: number | undefined
  url: string
}

/** What an upload is answered with; the next message names the id. */
export type UploadAnswer = Omit<Attachment, 'id' | 'url'> & { attachmentId: string }

/** The most files one message carries. */
export const mostAttachments = 5

/** What a file dialog offers. Naming JPEG makes iPhones turn their own format into it. */
export const offered =
  'image/jpeg,image/png,image/gif,image/webp,image/avif,video/mp4,video/quicktime,.pdf,.txt,.csv,.docx,.xlsx'

/** The types that browsers may show where they stand: they hold pixels and nothing that runs. */
const shown: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
])

/** Whether a type is a picture that may be shown in place; everything else is offered for download only. */
export function isPicture(type: string): boolean {
  return shown.has(type)
}
