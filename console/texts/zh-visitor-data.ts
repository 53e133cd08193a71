import type { enVisitorData } from './en-visitor-data.ts'

export const zhVisitorData: typeof enVisitorData = {
  export: '导出',
  exportHelp: '把保存的该访客全部数据导出为 JSON 文件',
  exporting: '正在导出…',
  erase: '删除数据…',
  title: (name) => `删除${name}的数据？`,
  explain: (name) =>
    `${name}在所有设备上留下的数据都会被永久删除：对话、文件和备注，姓名和邮箱，订单和浏览过的页面。尚未兑现的承诺也一并终止。`,
  stays: '缺陷仍保留在队列中，但不含访客原话。此操作无法撤销。',
  confirm: (name) => `删除${name}的数据`,
  erasing: '正在删除…',
  erasedDefect: '应访客要求，该对话已删除。',
}
