import './attachments.css'
import { useSignal } from '@preact/signals'
import { X } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { type Attachment, isPicture } from '#shared/attachment.ts'
import { fileSize } from '#shared/upload.ts'
import { locale } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

/** The longest side of a picture in a message, in CSS pixels. */
const longestSide = 280

/** The pictures and files of one message. */
export function FileList({ files }: { files: readonly Attachment[] | undefined }) {
  if (files === undefined || files.length === 0) return null
  return (
    <ul class="file-list">
      {files.map((file) => (
        <li key={file.id}>{isPicture(file.type) ? <Picture file={file} /> : <FileLink file={file} />}</li>
      ))}
    </ul>
  )
}

/** What stands for a file that is no picture: the ending of its name. */
export function FileMark({ name }: { name: string }) {
  return (
    <span class="file-mark" aria-hidden="true">
      {/\.(\w{1,4})$/.exec(name)?.[1] ?? '…'}
    </span>
  )
}

/** In a box of its own size from the start, so that nothing moves when it comes; opens large. */
function Picture({ file }: { file: Attachment }) {
  const viewing = useSignal(false)
  const { width = longestSide, height = longestSide } = file
  const scale = Math.min(1, longestSide / Math.max(width, height))
  return (
    <>
      <button
        type="button"
        class="picture"
        style={{ width: `${Math.max(48, width * scale)}px`, aspectRatio: `${width} / ${height}` }}
        aria-label={t().attachments.open(file.name)}
        onClick={() => (viewing.value = true)}
      >
        <img src={file.url} alt="" loading="lazy" decoding="async" />
      </button>
      {viewing.value && <Viewer file={file} onClose={() => (viewing.value = false)} />}
    </>
  )
}

function FileLink({ file }: { file: Attachment }) {
  return (
    <a class="file-link" href={file.url} download={file.name} title={t().attachments.saveShort}>
      <FileMark name={file.name} />
      <span class="file-text">
        <bdi>{file.name}</bdi>
        <span>{fileSize(locale(), file.size)}</span>
      </span>
    </a>
  )
}

/** One picture as large as the window. The browser holds the focus in it and gives it back. */
function Viewer({ file, onClose }: { file: Attachment; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const words = t().attachments
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={file.name}
      onClose={onClose}
      onClick={() => dialog.current?.close()}
      // Keys are for the picture; the conversation behind it stays as it is.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <img src={file.url} alt={file.name} />
      <a class="button" href={file.url} download={file.name} onClick={(event) => event.stopPropagation()}>
        {words.saveShort}
      </a>
      <button
        type="button"
        class="icon-button"
        aria-label={words.close}
        onClick={() => dialog.current?.close()}
      >
        <X size={20} />
      </button>
    </dialog>
  )
}
