import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { isPicture } from '#shared/attachment.ts'
import { fileSize, mayPass, refusedBefore, type UploadState } from '#shared/upload.ts'
import type { FilesProps } from '../../composer.tsx'
import { useWidget } from '../../context.ts'
import { Icon, icons } from '../../icons.tsx'
import { useLaterTexts, useMessageParts } from '../../later.ts'
import { keepBytes } from './bytes.ts'
import { FileMark } from './file-mark.tsx'
import { startUpload } from './start-upload.ts'

interface Held {
  stop(): void
  preview?: string
}

/** What is chosen and not sent: how far each file is, and the way to take it out again. */
export function Tray({ files, uploaded }: FilesProps) {
  const { model, formats } = useWidget()
  const texts = useLaterTexts().files
  const uploads = useSignal<ReadonlyMap<File, UploadState>>(new Map())
  const held = useRef(new Map<File, Held>())
  // Whoever chooses files will need them in a moment, and they have the looks of what tries again.
  useMessageParts()

  function tell(file: File, upload: UploadState): void {
    uploads.value = new Map(uploads.value).set(file, upload)
    if (upload.attachment) keepBytes(upload.attachment.id, file)
    uploaded.value = files.value.flatMap((each) => uploads.value.get(each)?.attachment ?? [])
  }

  function start(file: File): void {
    held.current.get(file)?.stop()
    const place = files.value.indexOf(file)
    const refusal = refusedBefore(file, place, model.session.attachmentLimit.value)
    const token = model.session.open.value ? model.token() : undefined
    const preview = held.current.get(file)?.preview ?? (isPicture(file.type) ? URL.createObjectURL(file) : '')
    if (refusal || !token) {
      held.current.set(file, { stop: () => undefined, preview })
      tell(file, { progress: 0, refusal: refusal ?? 'offline' })
    } else {
      tell(file, { progress: 0 })
      held.current.set(file, { preview, stop: startUpload(file, token, (upload) => tell(file, upload)) })
    }
  }

  function letGo(file: File): void {
    const { stop, preview } = held.current.get(file) ?? {}
    stop?.()
    if (preview) URL.revokeObjectURL(preview)
    held.current.delete(file)
  }

  function remove(file: File): void {
    letGo(file)
    files.value = files.value.filter((each) => each !== file)
    uploaded.value = files.value.flatMap((each) => uploads.value.get(each)?.attachment ?? [])
    // What was one too many may fit now.
    for (const each of files.value) if (uploads.value.get(each)?.refusal === 'count') start(each)
  }

  const chosen = files.value
  useEffect(() => {
    for (const file of chosen) if (!held.current.has(file)) start(file)
  }, [chosen])
  useEffect(
    () => () => {
      for (const file of [...held.current.keys()]) letGo(file)
    },
    [],
  )

  const percent = new Intl.NumberFormat(formats.locale, { style: 'percent' })
  return (
    <ul class="tray" aria-label={texts.list}>
      {chosen.map((file) => {
        const { progress, attachment, refusal } = uploads.value.get(file) ?? { progress: 0 }
        const preview = held.current.get(file)?.preview
        const limit = fileSize(formats.locale, model.session.attachmentLimit.value)
        return (
          <li class={`pending ${refusal ? 'is-refused' : ''}`}>
            {preview && refusal !== 'type' ? <img src={preview} alt="" /> : <FileMark name={file.name} />}
            <span class="pending-text">
              <bdi>{file.name}</bdi>
              {refusal ? (
                <span role="alert">
                  {refusal === 'size' ? texts.refused.size(limit) : texts.refused[refusal]}
                </span>
              ) : attachment ? (
                <span>{fileSize(formats.locale, attachment.size)}</span>
              ) : (
                <progress
                  value={progress}
                  aria-label={texts.uploading(file.name, percent.format(progress))}
                />
              )}
              {refusal && mayPass(refusal) && <TryAgain onClick={() => start(file)} />}
            </span>
            <button
              type="button"
              class="icon-button"
              aria-label={texts.remove(file.name)}
              onClick={() => remove(file)}
            >
              <Icon path={icons.close} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function TryAgain({ onClick }: { onClick: () => void }) {
  const texts = useLaterTexts()
  return (
    <button type="button" class="link" onClick={onClick}>
      {texts.tryAgain}
    </button>
  )
}
