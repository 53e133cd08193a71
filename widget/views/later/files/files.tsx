import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { type Attachment, isPicture } from '#shared/attachment.ts'
import { fileSize } from '#shared/upload.ts'
import { useWidget } from '../../context.ts'
import { useLaterTexts } from '../../later.ts'
import { addressOf } from './bytes.ts'
import { FileMark } from './file-mark.tsx'
import { Viewer } from './viewer.tsx'

/** The longest side of a picture in a message, in CSS pixels. */
const longestSide = 240

/** The pictures and files of one message. */
export function Files({ files }: { files: Attachment[] }) {
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id}>{isPicture(file.type) ? <Picture file={file} /> : <FileChip file={file} />}</li>
      ))}
    </ul>
  )
}

/** A picture in a box of its own size from the start, so that nothing moves when it comes; opens large. */
function Picture({ file }: { file: Attachment }) {
  const { model } = useWidget()
  const texts = useLaterTexts().files
  const box = useRef<HTMLButtonElement>(null)
  const address = useSignal<string>()
  const failed = useSignal(false)
  const viewing = useSignal(false)
  const { id, url, width = longestSide, height = longestSide } = file
  const scale = Math.min(1, longestSide / Math.max(width, height))

  function load(): void {
    failed.value = false
    addressOf(id, url, model.token()).then(
      (found) => {
        address.value = found
      },
      () => {
        failed.value = true
      },
    )
  }

  // Only what comes into sight is fetched, and with each return of the connection what could not be.
  const open = model.session.open.value
  useEffect(() => {
    if (!open || !box.current || address.peek()) return
    const watch = new IntersectionObserver((seen) => {
      if (!seen.some((each) => each.isIntersecting)) return
      watch.disconnect()
      load()
    })
    watch.observe(box.current)
    return () => watch.disconnect()
  }, [open])

  return (
    <>
      <button
        ref={box}
        type="button"
        class="picture"
        style={{ width: `${Math.max(48, width * scale)}px`, aspectRatio: `${width} / ${height}` }}
        aria-label={texts.open(file.name)}
        onClick={() => {
          if (address.value) viewing.value = true
          else load()
        }}
      >
        {address.value && <img src={address.value} alt="" />}
        {failed.value && texts.gone}
      </button>
      {viewing.value && address.value && (
        <Viewer file={file} address={address.value} onClose={() => (viewing.value = false)} />
      )}
    </>
  )
}

/** Any other file: what it is, how large, and the way to save it. */
function FileChip({ file }: { file: Attachment }) {
  const { model, formats } = useWidget()
  const texts = useLaterTexts().files
  const failed = useSignal(false)

  async function save(): Promise<void> {
    try {
      const link = document.createElement('a')
      link.href = await addressOf(file.id, file.url, model.token())
      link.download = file.name
      link.click()
      failed.value = false
    } catch {
      failed.value = true
    }
  }

  return (
    <button type="button" class="file" title={texts.saveShort} onClick={() => void save()}>
      <FileMark name={file.name} />
      <span class="pending-text">
        <bdi>{file.name}</bdi>
        <span role={failed.value ? 'alert' : undefined}>
          {failed.value ? texts.gone : fileSize(formats.locale, file.size)}
        </span>
      </span>
    </button>
  )
}
