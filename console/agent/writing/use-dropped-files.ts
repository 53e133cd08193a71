import { useEffect } from 'preact/hooks'
import type { Uploads } from '../attachments/uploads.ts'

/** Files that are dropped or pasted go into the reply. Answers what takes those of a paste. */
export function useDroppedFiles(
  isReply: boolean,
  uploads: Uploads,
): (event: Event, given: DataTransfer | null) => void {
  function takeFiles(event: Event, given: DataTransfer | null): void {
    if (!isReply || given === null || given.files.length === 0) return
    event.preventDefault()
    uploads.add(given.files)
  }

  // Wherever it is dropped: elsewhere the browser would leave the desk and show the file.
  useEffect(() => {
    function drop(event: DragEvent): void {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      if (event.type === 'drop') takeFiles(event, event.dataTransfer)
    }
    document.addEventListener('dragover', drop)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', drop)
      document.removeEventListener('drop', drop)
    }
  }, [isReply, uploads])

  return takeFiles
}
