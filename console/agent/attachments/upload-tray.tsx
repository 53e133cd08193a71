import './attachments.css'
import { Paperclip, X } from 'lucide-preact'
import { offered } from '#shared/attachment.ts'
import { fileSize, mayPass } from '#shared/upload.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { locale, percent } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { FileMark } from './file-list.tsx'
import type { ChosenFile, Uploads } from './uploads.ts'

/** The way to choose files for a reply. */
export function AttachButton({ uploads }: { uploads: Uploads }) {
  const label = t().attachments.attach
  return (
    <label class="icon-button attach" title={label}>
      <Paperclip size={16} />
      <input
        type="file"
        multiple
        accept={offered}
        aria-label={label}
        onChange={({ currentTarget }) => {
          uploads.add(currentTarget.files ?? [])
          currentTarget.value = ''
          document.getElementById('composer')?.focus()
        }}
      />
    </label>
  )
}

/** What is chosen and not sent: how far each file is, and the way to take it out again. */
export function UploadTray({ uploads }: { uploads: Uploads }) {
  if (uploads.chosen.value.length === 0) return null
  return (
    <ul class="upload-tray" aria-label={t().attachments.list}>
      {uploads.chosen.value.map((each) => (
        <Chosen key={each.preview ?? each.file.name} chosen={each} uploads={uploads} />
      ))}
    </ul>
  )
}

function Chosen({ chosen, uploads }: { chosen: ChosenFile; uploads: Uploads }) {
  const words = t().attachments
  const { attachmentLimit } = useDesk()
  const { file, preview, progress, attachment, refusal } = chosen
  return (
    <li class={`upload ${refusal ? 'upload-refused' : ''}`}>
      {preview && refusal !== 'type' ? <img src={preview} alt="" /> : <FileMark name={file.name} />}
      <span class="file-text">
        <bdi>{file.name}</bdi>
        {refusal ? (
          <span role="alert">
            {refusal === 'size'
              ? words.refused.size(fileSize(locale(), attachmentLimit))
              : words.refused[refusal]}{' '}
            {mayPass(refusal) && (
              <button type="button" class="link" onClick={() => uploads.retry(file)}>
                {words.again}
              </button>
            )}
          </span>
        ) : attachment ? (
          <span>{fileSize(locale(), attachment.size)}</span>
        ) : (
          <progress value={progress} aria-label={words.uploading(file.name, percent(progress))} />
        )}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={words.remove(file.name)}
        onClick={() => uploads.remove(chosen)}
      >
        <X size={14} />
      </button>
    </li>
  )
}
