import type { enAttachments } from './en-attachments.ts'

export const zhAttachments: typeof enAttachments = {
  attach: '添加附件',
  list: '待发送的附件',
  uploading: (name, share) => `${name}：已上传 ${share}`,
  remove: (name) => `移除 ${name}`,
  open: (name) => `查看 ${name}`,
  saveShort: '保存',
  close: '关闭图片',
  again: '重试',
  refused: {
    size: (most) => `文件过大，单个文件不能超过 ${most}。`,
    type: '不支持这种文件，可以发送图片、PDF、文本、Word、Excel 和 MP4 文件。',
    empty: '这个文件是空的。',
    count: '每条消息最多 5 个附件。',
    many: '上传的文件太多了，请稍后再试。',
    offline: '上传中断了。',
  },
}
