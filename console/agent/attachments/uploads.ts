import { computed, signal } from '@preact/signals'
import { type Attachment, isPicture } from '#shared/attachment.ts'
import { afterUpload, refusedBefore, type UploadState } from '#shared/upload.ts'

/** A file that was chosen for the next reply. */
export interface ChosenFile extends UploadState {
  file: File
  /** An address of the picture itself, in this page only. */
  preview: string | undefined
}

/** Sends one file, tells how far it is, and answers what stops it. */
export type SendFile = (file: File, tell: (state: UploadState) => void) => () => void

export type Uploads = ReturnType<typeof createUploads>

/** What goes along with the next reply. `limit`: bytes of one file, 0 where it is not known. */
export function createUploads(limit: number, send: SendFile = sendFile) {
  const chosen = signal<readonly ChosenFile[]>([])
  const stops = new Map<File, () => void>()

  function update(file: File, state: UploadState): void {
    chosen.value = chosen.value.map((each) =>
      each.file === file ? { file, preview: each.preview, ...state } : each,
    )
  }

  function start(file: File): void {
    stops.get(file)?.()
    const place = chosen.value.findIndex((each) => each.file === file)
    const refusal = refusedBefore(file, place, limit)
    update(file, { progress: 0, refusal })
    if (refusal === undefined)
      stops.set(
        file,
        send(file, (state) => update(file, state)),
      )
  }

  function add(files: Iterable<File>): void {
    for (const file of files) {
      const preview = isPicture(file.type) ? URL.createObjectURL(file) : undefined
      chosen.value = [...chosen.value, { file, preview, progress: 0 }]
      start(file)
    }
  }

  function letGo({ file, preview }: ChosenFile): void {
    stops.get(file)?.()
    stops.delete(file)
    if (preview !== undefined) URL.revokeObjectURL(preview)
  }

  function remove(gone: ChosenFile): void {
    letGo(gone)
    chosen.value = chosen.value.filter((each) => each.file !== gone.file)
    // What was one too many may fit now.
    for (const each of chosen.value) if (each.refusal === 'count') start(each.file)
  }

  function clear(): void {
    for (const each of chosen.value) letGo(each)
    chosen.value = []
  }

  /** The files for a reply, which from now on are the reply's. */
  function take(): Attachment[] {
    const taken = chosen.value.flatMap((each) => each.attachment ?? [])
    clear()
    return taken
  }

  /** Files of a reply that did not go out are chosen again: the server has them already. */
  function putBack(attachments: readonly Attachment[]): void {
    const files = attachments.map((attachment) => ({
      file: new File([], attachment.name, { type: attachment.type }),
      preview: isPicture(attachment.type) ? attachment.url : undefined,
      progress: 1,
      attachment,
    }))
    chosen.value = [...files, ...chosen.value]
  }

  return {
    chosen,
    /** Whether all that was chosen is there. */
    isReady: computed(() => chosen.value.every((each) => each.attachment !== undefined)),
    add,
    remove,
    retry: start,
    take,
    putBack,
    clear,
  }
}

function sendFile(file: File, tell: (state: UploadState) => void): () => void {
  // Fetch cannot tell how much of a body has gone.
  const request = new XMLHttpRequest()
  let isStopped = false
  const told = (state: UploadState) => !isStopped && tell(state)
  request.open('POST', '/api/v1/attachments')
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => told({ progress: total > 0 ? loaded / total : 0 })
  request.onload = () => told(afterUpload(request.response))
  request.onerror = () => told(afterUpload(null))
  const form = new FormData()
  form.append('file', file)
  request.send(form)
  return () => {
    isStopped = true
    request.abort()
  }
}
