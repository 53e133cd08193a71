import { useState } from 'preact/hooks'
import { Dialog } from '../shell/dialog.tsx'
import { t } from '../texts/texts.ts'

/** The recovery codes, at the only time they can be seen. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const words = t().people.account
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  function copy(): void {
    const copying =
      navigator.clipboard?.writeText(codes.join('\n')) ?? Promise.reject(new Error('no clipboard'))
    copying.then(
      () => setState('copied'),
      () => setState('failed'),
    )
  }
  return (
    <Dialog title={words.codesTitle} onClose={onClose}>
      <div class="dialog-body">
        <p>{words.codesHelp}</p>
        <ol class="account-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        {state === 'failed' && (
          <small class="form-problem" role="alert">
            {words.codesCopyFailed}
          </small>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={copy}>
            <span role="status">{state === 'copied' ? words.codesCopied : words.codesCopy}</span>
          </button>
          <button type="button" class="button button-primary" onClick={onClose}>
            {words.codesDone}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
