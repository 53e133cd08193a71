import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { t } from '../../texts/texts.ts'
import type { CopilotPanel, PanelProps } from './copilot-panel.tsx'

/** Where the copilot stands once it is open. Its panel is fetched with its first use: most replies need none. */
export function CopilotPlace(props: PanelProps) {
  const { isOpen } = props.model.copilot
  const loaded = useSignal<{ Panel: typeof CopilotPanel } | 'failed' | undefined>(undefined)

  async function load(): Promise<void> {
    loaded.value = undefined
    try {
      loaded.value = { Panel: (await import('./copilot-panel.tsx')).CopilotPanel }
    } catch {
      // The server is away, or has another version by now: the page says which, this says what it means here.
      loaded.value = 'failed'
    }
  }
  const isMissing = isOpen.value && typeof loaded.value !== 'object'
  useEffect(() => {
    if (isMissing) void load()
  }, [isMissing])

  if (!isOpen.value || loaded.value === undefined) return null
  if (loaded.value !== 'failed') return <loaded.value.Panel {...props} />
  return (
    <p class="copilot copilot-failed" role="alert">
      <span>
        {t().copilot.failed}{' '}
        <button type="button" class="link" onClick={() => void load()}>
          {t().copilot.again}
        </button>
      </span>
    </p>
  )
}
