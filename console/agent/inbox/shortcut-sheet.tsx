import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const words = t().agent.keys
  const keys: [string[], string][] = [
    [['j', 'k'], words.move],
    [['Enter'], words.open],
    [['a'], words.accept],
    [['r'], words.reply],
    [['n'], words.note],
    [['e'], words.resolve],
    [['b'], words.handBack],
    [['y'], t().approvals.keys.approve],
    [['x'], t().approvals.keys.refuse],
    [['f'], words.flag],
    [['?'], words.sheet],
    [['Esc'], words.escape],
  ]
  return (
    <Dialog title={words.title} onClose={onClose}>
      <dl class="shortcuts">
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
