export { toldIn } from './cards/index.ts'
export { offerAgain } from './dialogue/leave.ts'
export { replyToOperation } from './dialogue/reply.ts'
export { operate } from './operate.ts'
