export const enAttachments = {
  attach: 'Attach files',
  list: 'Files to send',
  uploading: (name: string, share: string) => `${name}: ${share} uploaded`,
  remove: (name: string) => `Remove ${name}`,
  open: (name: string) => `Open ${name}`,
  saveShort: 'Save',
  close: 'Close the picture',
  again: 'Try again',
  refused: {
    size: (most: string) => `Too large. A file has at most ${most}.`,
    type: 'Not accepted. Pictures, PDF, text, Word, Excel and MP4 are.',
    empty: 'This file is empty.',
    count: 'A message has at most 5 files.',
    many: 'That were too many files for now. Try again later.',
    offline: 'The upload broke off.',
  },
}
