import { afterUpload, type UploadState } from '#shared/upload.ts'

/** Sends a file. Tells every change, and never again once stopped. Answers what stops it. */
export function startUpload(file: File, token: string, tell: (state: UploadState) => void): () => void {
  // Fetch cannot tell how much of a body has gone.
  const request = new XMLHttpRequest()
  let isStopped = false
  const told = (state: UploadState) => !isStopped && tell(state)
  request.open('POST', '/api/v1/visitor/attachments')
  request.setRequestHeader('authorization', `Bearer ${token}`)
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
