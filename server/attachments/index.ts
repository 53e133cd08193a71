export { claimAttachments } from './claim.ts'
export { expireAttachment } from './expire.ts'
export { type AttachmentRow, bytesOf, readAttachment } from './read.ts'
export { discardAttachment, receiveAttachment, tooLarge, type Uploader } from './receive.ts'
