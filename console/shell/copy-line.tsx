import { Check, Copy } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import { t } from '../texts/texts.ts'

/** Something to copy. Where the browser does not allow it, it is selected instead and the page says so. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  const words = t().sites.install
  const line = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  function copy(): void {
    const copying = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    copying.then(
      () => setState('copied'),
      () => {
        setState('failed')
        line.current?.select()
      },
    )
  }
  return (
    <div class="copy-line">
      <input
        ref={line}
        class="input"
        readOnly
        spellcheck={false}
        aria-label={label}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" class="button" onClick={copy}>
        {state === 'copied' ? <Check size={14} /> : <Copy size={14} />}
        <span role="status">{state === 'copied' ? words.copied : words.copy}</span>
      </button>
      {state === 'failed' && (
        <small class="form-problem" role="alert">
          {words.copyFailed}
        </small>
      )}
    </div>
  )
}
