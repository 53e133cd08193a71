export {
  addTool,
  editTool,
  listTools,
  removeTool,
  type Tool,
  type ToolRules,
  type ToolUser,
} from './tools.ts'
