import './edit-bars.css'
import type { ComponentChildren } from 'preact'
import { Banner } from '../shell/parts.tsx'

interface StaleProps {
  /** Who changed it meanwhile, and when. */
  text: string
  mine: string
  theirs: string
  onMine: () => void
  onTheirs: () => void
}

/** Somebody else has saved what is being edited: nobody's change is lost unasked. */
export function StaleBanner({ text, mine, theirs, onMine, onTheirs }: StaleProps) {
  return (
    <Banner tone="waiting">
      {text}{' '}
      <button type="button" class="link" onClick={onMine}>
        {mine}
      </button>
      {' · '}
      <button type="button" class="link" onClick={onTheirs}>
        {theirs}
      </button>
    </Banner>
  )
}

interface SaveProps {
  status: string
  discard: string
  canSave: boolean
  onDiscard: () => void
  onSave: () => void
  /** What stands on the button that saves. */
  children: ComponentChildren
}

/** What is changed and not saved, in sight wherever the form is scrolled to. */
export function SaveBar({ status, discard, canSave, onDiscard, onSave, children }: SaveProps) {
  return (
    <footer class="edit-bar">
      <span role="status">{status}</span>
      <button type="button" class="button" onClick={onDiscard}>
        {discard}
      </button>
      <button type="button" class="button button-primary" disabled={!canSave} onClick={onSave}>
        {children}
      </button>
    </footer>
  )
}
