import DOMPurify from 'dompurify'
import { marked } from 'marked'
import { useMemo } from 'preact/hooks'
import type { Language } from '#shared/knowledge.ts'
import { t } from '../../texts/texts.ts'

interface PreviewProps {
  body: string
  language: Language
}

// As in the chat: a link opens beside what one is doing, and tells nobody where it came from.
DOMPurify.addHook('afterSanitizeAttributes', (element) => {
  if (element.localName !== 'a') return
  element.setAttribute('target', '_blank')
  element.setAttribute('rel', 'noopener noreferrer')
})

/** The article as visitors read it. The only HTML of the console, and always cleaned first (invariant 11). */
export function ArticlePreview({ body, language }: PreviewProps) {
  const html = useMemo(
    () =>
      DOMPurify.sanitize(marked.parse(body, { async: false, gfm: true, breaks: true }), {
        USE_PROFILES: { html: true },
        FORBID_TAGS: ['style', 'form', 'input', 'button', 'img', 'video', 'audio'],
        FORBID_ATTR: ['style', 'id', 'class'],
        // Addresses of the web, and none that shows one host and names another (RFC 3986, 3.2.1).
        ALLOWED_URI_REGEXP: /^https?:\/\/[^/?#@]+(?:[/?#]|$)/i,
      }),
    [body],
  )
  if (body.trim() === '') return <p class="quiet">{t().knowledge.previewEmpty}</p>
  return <div class="preview-text" lang={language} dangerouslySetInnerHTML={{ __html: html }} />
}
