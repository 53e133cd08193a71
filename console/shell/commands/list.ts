import { type Catalogue, t } from '../../texts/texts.ts'

export const commandGroups = ['conversation', 'writing', 'list', 'views', 'pages', 'macros', 'desk'] as const
export type CommandGroup = (typeof commandGroups)[number]

/** One thing a person can do, wherever it is offered: by its key, in the palette, on the sheet of keys. */
export interface CommandSpec {
  id: string
  group: CommandGroup
  /** In the words of either language: the palette finds it by both. */
  title: (words: Catalogue) => string
  /** Single keys, while nobody types. `Mod` is Ctrl, or ⌘ on Apple's computers. */
  keys?: readonly string[]
  /** Only a key: the palette has nothing to offer of it. */
  isKeyOnly?: boolean
}

/** Every command with its keys. What does it, whoever draws the page says with `useCommands`. */
export const commands: readonly CommandSpec[] = [
  { id: 'accept', group: 'conversation', keys: ['a'], title: (words) => words.agent.keys.accept },
  { id: 'resolve', group: 'conversation', keys: ['e'], title: (words) => words.agent.keys.resolve },
  { id: 'hand-back', group: 'conversation', keys: ['b'], title: (words) => words.agent.keys.handBack },
  { id: 'transfer', group: 'conversation', title: (words) => words.agent.transferTitle },
  { id: 'pull-in', group: 'conversation', title: (words) => words.presence.pullIn.action },
  { id: 'propose', group: 'conversation', title: (words) => words.approvals.proposeAction },
  { id: 'approve', group: 'conversation', keys: ['y'], title: (words) => words.approvals.keys.approve },
  { id: 'refuse', group: 'conversation', keys: ['x'], title: (words) => words.approvals.keys.refuse },
  { id: 'flag', group: 'conversation', keys: ['f'], title: (words) => words.agent.keys.flag },
  { id: 'tags', group: 'conversation', keys: ['t'], title: (words) => words.wrapUp.keys.tags },
  { id: 'priority', group: 'conversation', keys: ['p'], title: (words) => words.wrapUp.keys.priority },
  { id: 'snooze', group: 'conversation', keys: ['h'], title: (words) => words.wrapUp.keys.snooze },
  { id: 'wake', group: 'conversation', title: (words) => words.wrapUp.snooze.wake },
  { id: 'merge', group: 'conversation', keys: ['m'], title: (words) => words.wrapUp.keys.merge },
  { id: 'block', group: 'conversation', title: (words) => words.wrapUp.block.title },
  { id: 'undo-act', group: 'conversation', keys: ['u'], title: (words) => words.wrapUp.keys.undo },
  { id: 'details', group: 'conversation', title: (words) => words.agent.details },
  { id: 'reply', group: 'writing', keys: ['r'], title: (words) => words.agent.keys.reply },
  { id: 'note', group: 'writing', keys: ['n'], title: (words) => words.agent.keys.note },
  { id: 'insert-reply', group: 'writing', keys: ['/'], title: (words) => words.tools.palette.insertReply },
  { id: 'call', group: 'writing', keys: ['@'], title: (words) => words.tools.palette.call },
  { id: 'undo-send', group: 'writing', keys: ['z'], title: (words) => words.tools.palette.undoSend },
  { id: 'copilot', group: 'writing', keys: ['c', 'Mod+J'], title: (words) => words.copilot.keys.open },
  { id: 'draft', group: 'writing', keys: ['d'], title: (words) => words.copilot.keys.draft },
  { id: 'next', group: 'list', keys: ['j'], title: (words) => words.tools.palette.next },
  { id: 'previous', group: 'list', keys: ['k'], title: (words) => words.tools.palette.previous },
  { id: 'search', group: 'list', keys: ['s'], title: (words) => words.search.key },
  { id: 'filter', group: 'list', keys: ['l'], title: (words) => words.search.filterKey },
  { id: 'open', group: 'list', keys: ['Enter'], isKeyOnly: true, title: (words) => words.agent.keys.open },
  {
    id: 'palette',
    group: 'desk',
    keys: ['Mod+K'],
    isKeyOnly: true,
    title: (words) => words.tools.palette.openPalette,
  },
  { id: 'sheet', group: 'desk', keys: ['?'], title: (words) => words.agent.keys.sheet },
  { id: 'settings', group: 'desk', title: (words) => words.tools.settings.title },
  {
    id: 'escape',
    group: 'desk',
    keys: ['Escape'],
    isKeyOnly: true,
    title: (words) => words.agent.keys.escape,
  },
]

/** The command of a key, or with this id. */
export function commandOf(name: string): CommandSpec | undefined {
  return commands.find(({ id, keys }) => id === name || keys?.includes(name))
}

/** A key as it stands on the keyboard before this person. */
export function keyName(key: string): string {
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform)
  if (key.startsWith('Mod+')) return isApple ? `⌘${key.slice(4)}` : `Ctrl+${key.slice(4)}`
  return key === 'Escape' ? 'Esc' : key
}

export function titleOf(command: CommandSpec): string {
  return command.title(t())
}
