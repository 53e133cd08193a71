import type { Selectable } from 'kysely'
import type { Tables } from '../store/schema.ts'
import type { Reading } from '../store/store.ts'

export type AttachmentRow = Selectable<Tables['attachment']>

/** A whole file; whether somebody may have it, the caller decides by its conversation or, without one, its owner. */
export async function readAttachment(read: Reading, id: string): Promise<AttachmentRow | undefined> {
  return read
    .selectFrom('attachment')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'ready')
    .executeTakeFirst()
}

/** The bytes, a part at a time. Throws where they end too soon, as when it is erased meanwhile. */
export async function* bytesOf(
  read: Reading,
  { id, size }: Pick<AttachmentRow, 'id' | 'size'>,
): AsyncGenerator<Uint8Array> {
  let given = 0
  for (let part = 0; given < size; part += 1) {
    const row = await read
      .selectFrom('attachment_part')
      .select('bytes')
      .where('attachment_id', '=', id)
      .where('part', '=', part)
      .executeTakeFirst()
    if (row === undefined) throw new Error(`the attachment ${id} has no part ${part}`)
    given += row.bytes.length
    yield row.bytes
  }
}
