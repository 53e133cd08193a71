import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Attachment } from '#shared/attachment.ts'
import { Icon, icons } from '../../icons.tsx'
import { useLaterTexts } from '../../later.ts'

/** One picture as large as the chat. The browser holds the focus in it and gives it back. */
export function Viewer(props: { file: Attachment; address: string; onClose: () => void }) {
  const { file, address, onClose } = props
  const texts = useLaterTexts().files
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={file.name}
      onClose={onClose}
      onClick={() => dialog.current?.close()}
      onKeyDown={(event) => {
        // Escape is for the picture; the chat behind it stays open.
        if (event.key === 'Escape') event.stopPropagation()
      }}
    >
      <img src={address} alt={file.name} />
      <a class="button" href={address} download={file.name} onClick={(event) => event.stopPropagation()}>
        {texts.saveShort}
      </a>
      <button
        type="button"
        class="icon-button"
        aria-label={texts.close}
        onClick={() => dialog.current?.close()}
      >
        <Icon path={icons.close} />
      </button>
    </dialog>
  )
}
