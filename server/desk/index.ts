export { queueStateOf, waitingConversations } from './queue.ts'
