import { type Attachment, mostAttachments, type UploadAnswer } from './attachment.ts'
import type { FailureResult, Result } from './result.ts'

/** Why a file does not go out; each catalogue says it in its words. */
export type UploadRefusal = 'size' | 'type' | 'empty' | 'count' | 'many' | 'offline'

/** How far a chosen file is. */
export interface UploadState {
  /** 0 to 1. */
  progress: number
  attachment?: Attachment | undefined
  refusal?: UploadRefusal | undefined
}

/** Whether trying again may help. */
export function mayPass(refusal: UploadRefusal): boolean {
  return refusal === 'offline' || refusal === 'many'
}

/** Why a file need not even be sent. `place` counts from 0; `limit` is in bytes, 0 where it is not known. */
export function refusedBefore(
  file: { size: number },
  place: number,
  limit: number,
): UploadRefusal | undefined {
  if (place >= mostAttachments) return 'count'
  if (file.size === 0) return 'empty'
  return limit > 0 && file.size > limit ? 'size' : undefined
}

/** What the answer of the server makes of an upload; `null` where it was none of ours. */
export function afterUpload(result: Result<UploadAnswer> | null): UploadState {
  if (!result?.ok) return { progress: 0, refusal: refusalOf(result) }
  const { attachmentId: id, name, type, size, width, height } = result
  const pixels = width && height ? { width, height } : {}
  return { progress: 1, attachment: { id, name, type, size, ...pixels, url: `/api/v1/attachments/${id}` } }
}

function refusalOf(failure: FailureResult | null): UploadRefusal {
  switch (failure?.error) {
    case 'too-large':
      return 'size'
    case 'rate-limited':
      return 'many'
    case 'invalid':
      return failure.issues?.[0]?.path === 'size' ? 'empty' : 'type'
    default:
      return 'offline'
  }
}

/** A size as people of this locale write it: `240 kB`, `1.4 MB`. */
export function fileSize(locale: string, bytes: number): string {
  const [amount, unit] =
    bytes < 1_000_000 ? [Math.max(0.1, bytes / 1_000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  const maximumFractionDigits = amount < 10 ? 1 : 0
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }).format(amount)
}
