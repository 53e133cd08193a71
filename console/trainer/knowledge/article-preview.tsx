import DOMPurify from 'dompurify'
import { marked } from 'marked'
import { useMemo } from 'preact/hooks'
import type { Language } from '#shared/knowledge.ts'
import { t } from '../../texts/texts.ts'

interface PreviewProps {
  body: string
  language: Language
}

/** The article as visitors read it. The only HTML of the console, and always cleaned first (invariant 11). */
export function ArticlePreview({ body, language }: PreviewProps) {
  const html = useMemo(
    () =>
      DOMPurify.sanitize(marked.parse(body, { async: false, gfm: true, breaks: true }), {
        USE_PROFILES: { html: true },
        FORBID_TAGS: ['style', 'form', 'input', 'button', 'img', 'video', 'audio'],
        FORBID_ATTR: ['style', 'id', 'class'],
      }),
    [body],
  )
  if (body.trim() === '') return <p class="quiet">{t().knowledge.previewEmpty}</p>
  return <div class="preview-text" lang={language} dangerouslySetInnerHTML={{ __html: html }} />
}
