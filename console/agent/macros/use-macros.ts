import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Macro } from '#shared/macro.ts'
import { useOwnCommands } from '../../shell/commands/use-commands.ts'
import { useDesk } from '../../shell/desk-context.ts'

/** Offers every macro as a command of the open conversation; answers which one was chosen. */
export function useMacros(): Signal<Macro | undefined> {
  const { macros } = useDesk().tools
  const chosen = useSignal<Macro | undefined>(undefined)
  useEffect(() => {
    void macros.want()
  }, [macros])
  useOwnCommands(
    (macros.macros.value ?? []).map((macro) => ({
      id: `macro-${macro.id}`,
      group: 'macros' as const,
      title: macro.name,
      run: () => {
        chosen.value = macro
      },
    })),
  )
  return chosen
}
