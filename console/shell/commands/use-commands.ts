import { useEffect } from 'preact/hooks'
import { useDesk } from '../desk-context.ts'
import { commandOf } from './list.ts'
import { type Bindings, listenToKeys, type OwnCommand } from './registry.ts'

/** Says what this part of the page does for commands, by their ids or keys, as long as it is drawn. */
export function useCommands(bindings: Bindings): void {
  const { commands } = useDesk().tools
  // What is bound was made by this drawing, and sees what it saw.
  useEffect(() => commands.bind(bindings))
}

/** Offers commands that the list of all commands cannot know. */
export function useOwnCommands(own: readonly OwnCommand[]): void {
  const { commands } = useDesk().tools
  useEffect(() => commands.offer(own))
}

/** Once for the whole desk: a key does what is bound to it, or to the command it stands for. */
export function useCommandKeys(): void {
  const { commands } = useDesk().tools
  useEffect(() => listenToKeys(commands, (key) => [...new Set([key, commandOf(key)?.id ?? key])]), [commands])
}
