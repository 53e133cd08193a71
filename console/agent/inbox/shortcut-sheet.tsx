import { commandGroups, commands, keyName, titleOf } from '../../shell/commands/list.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'

/** Every key there is, from the one list of commands. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const groups = commandGroups.flatMap((group) => {
    const withKeys = commands.filter((each) => each.group === group && each.keys !== undefined)
    return withKeys.length > 0 ? [{ group, withKeys }] : []
  })
  return (
    <Dialog title={t().agent.keys.title} onClose={onClose}>
      {groups.map(({ group, withKeys }) => (
        <section key={group}>
          <h3 class="shortcut-group">{t().tools.palette.groups[group]}</h3>
          <dl class="shortcuts">
            {withKeys.map((command) => (
              <div key={command.id}>
                <dt>{titleOf(command)}</dt>
                <dd>
                  {command.keys?.map((key) => (
                    <kbd key={key}>{keyName(key)}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
