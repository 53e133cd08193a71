import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Language } from '#shared/knowledge.ts'
import type { FailureResult } from '#shared/result.ts'
import { failureText, t } from '../texts/texts.ts'

/** The sign of the product, drawn in place so that no page waits for a picture. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path d="M9.5 22.5 22.5 9.5" stroke="var(--on-accent)" stroke-width="5" stroke-linecap="round" />
      <circle cx="22.5" cy="9.5" r="2.5" fill="#ffb454" />
    </svg>
  )
}

export type Tone = 'plain' | 'waiting' | 'assistant' | 'person' | 'risk' | 'accent'

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge badge-${tone}`}>{children}</span>
}

/** EN or 中. */
export function LanguageMark({ language }: { language: Language }) {
  return (
    <span class="language-mark" title={t().common.languages[language]}>
      {t().common.marks[language]}
    </span>
  )
}

interface EmptyProps {
  title: string
  help?: string
  icon?: ComponentChildren
  children?: ComponentChildren
}

/** What a place is for while nothing is in it, and the first thing to do. */
export function Empty({ title, help, icon, children }: EmptyProps) {
  return (
    <div class="empty">
      {icon !== undefined && <div class="empty-icon">{icon}</div>}
      <h2>{title}</h2>
      {help !== undefined && <p>{help}</p>}
      {children}
    </div>
  )
}

/** Grey rows, only where loading takes longer than 200 ms. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 200)
    return () => clearTimeout(timer)
  }, [])
  if (!isShown) return <div class="skeleton" aria-busy="true" />
  return (
    <div class="skeleton" role="status" aria-label={t().common.loading}>
      {Array.from({ length: rows }, (_, index) => (
        <div class="skeleton-row" key={index}>
          <span />
          <span />
        </div>
      ))}
    </div>
  )
}

/** A failed load: what happened and what to do. */
export function LoadFailure({ failure, onRetry }: { failure: FailureResult; onRetry: () => void }) {
  return (
    <div class="empty" role="alert">
      <h2>{t().common.couldNotLoad}</h2>
      <p>{failureText(failure)}</p>
      <button type="button" class="button" onClick={onRetry}>
        {t().common.retry}
      </button>
    </div>
  )
}

/** A sentence about what just happened; read out by screen readers. */
export function Banner({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
  return (
    <div class={`banner banner-${tone}`} role={tone === 'risk' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}

/** A share of 1 as a bar with its number. */
export function ShareBar({ share, label, tone }: { share: number; label: string; tone?: Tone }) {
  return (
    <span class="share-bar">
      <span class="share-track" aria-hidden="true">
        <span
          class={`share-fill share-${tone ?? 'assistant'}`}
          style={{ width: `${Math.round(share * 100)}%` }}
        />
      </span>
      <span class="share-label">{label}</span>
    </span>
  )
}
