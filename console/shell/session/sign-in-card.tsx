import './session.css'
import type { ComponentChildren } from 'preact'
import { LanguageSwitch } from '../account-menu.tsx'
import { Mark } from '../parts.tsx'
import type { Storage } from '../preferences.ts'

/** What every page before the desk stands in. */
export function SignInCard({ storage, children }: { storage: Storage; children: ComponentChildren }) {
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <Mark size={40} />
        {children}
      </div>
      <LanguageSwitch storage={storage} />
    </main>
  )
}
