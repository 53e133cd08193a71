import type { enVisitor } from './en-visitor.ts'

export const zhVisitor: typeof enVisitor = {
  email: '邮箱',
  customer: '客户编号',
  verified: '已核实',
  verifiedHelp: '由商城签名确认。',
  claims: '页面提供的信息',
  claimsHelp: '以下内容由商城页面上报，访客可以自行改动，处理前请先核实。',
  order: '正在查看的订单',
  yes: '是',
  no: '否',
  events: (count) => `页面动态 ${count} 条`,
}
