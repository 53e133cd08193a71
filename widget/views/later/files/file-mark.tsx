/** What stands for a file that is no picture: the ending of its name. */
export function FileMark({ name }: { name: string }) {
  return (
    <span class="file-mark" aria-hidden="true">
      {/\.(\w{1,4})$/.exec(name)?.[1] ?? '…'}
    </span>
  )
}
