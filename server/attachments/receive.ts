import { randomUUID } from 'node:crypto'
import { isPicture, type UploadAnswer } from '#shared/attachment.ts'
import { Refusal } from '../refusal.ts'
import { askForWork } from '../store/due-work.ts'
import type { Store, Writing } from '../store/store.ts'
import { countedOver, dailyBounds, mostPixels, partBytes, unclaimedFor } from './bounds.ts'
import { safeName } from './content/file-name.ts'
import { type Pixels, Unreadable } from './content/filter.ts'
import { archive, archiveKind, type Kind, kindOf } from './content/kinds.ts'
import { bytesOf } from './read.ts'

/** Who uploads: the file is theirs alone until a message of theirs names it. */
export type Uploader = { workspaceId: string } & ({ visitorId: string } | { personId: string })

export interface Upload {
  from: Uploader
  /** As its sender calls it. */
  name: string
  /** How many bytes are announced: counted until it is known how many came. */
  announced: number
  bytes: AsyncIterable<Buffer>
}

interface ReceivingParts {
  store: Store
  /** Bytes of one file. */
  attachmentLimit: number
  now(): number
  report(reason: unknown, about: string): void
}

/**
 * Stores a file part by part as it comes, and answers what it is. Whatever goes wrong on the way, a connection that
 * breaks included, leaves nothing behind. Throws `too-large`, `invalid` (with the issue at `type` or `size`),
 * `rate-limited`.
 */
export async function receiveAttachment(parts: ReceivingParts, upload: Upload): Promise<UploadAnswer> {
  const id = randomUUID()
  await parts.store.write((writing) => begin(writing, parts, upload, id))
  try {
    const received = await storeParts(parts, upload, id)
    await parts.store.write((writing) =>
      writing
        .updateTable('attachment')
        .set({ ...received, width: received.width ?? null, height: received.height ?? null, state: 'ready' })
        .where('id', '=', id)
        .execute(),
    )
    return { attachmentId: id, ...received }
  } catch (reason) {
    await discardAttachment(parts.store, id).catch((also) =>
      // The row's own work deletes it an hour later.
      parts.report(also, `deleting the broken upload ${id}`),
    )
    throw reason instanceof Unreadable ? notTaken() : reason
  }
}

/** Deletes a file that no message has named. */
export async function discardAttachment(store: Store, id: string): Promise<void> {
  await store.write((writing) =>
    writing.deleteFrom('attachment').where('id', '=', id).where('conversation_id', 'is', null).execute(),
  )
}

async function begin(writing: Writing, parts: ReceivingParts, upload: Upload, id: string): Promise<void> {
  const { from } = upload
  const at = parts.now()
  await requireRoom(writing, parts, from, at)
  await writing
    .insertInto('attachment')
    .values({
      id,
      workspace_id: from.workspaceId,
      owner_id: 'visitorId' in from ? from.visitorId : from.personId,
      visitor_id: 'visitorId' in from ? from.visitorId : null,
      name: '',
      type: '',
      size: Math.min(upload.announced, parts.attachmentLimit),
      state: 'uploading',
      created_at: at,
    })
    .execute()
  await askForWork(writing, {
    key: `attachment:${id}`,
    kind: 'attachment-expiry',
    payload: { id },
    dueAt: at + unclaimedFor,
  })
}

/** Throws where the day's share of this uploader, or of the whole workspace, is used up. */
async function requireRoom(
  writing: Writing,
  parts: ReceivingParts,
  from: Uploader,
  at: number,
): Promise<void> {
  // Holding the workspace makes many uploads at once count each other.
  await writing
    .updateTable('workspace')
    .set((each) => ({ created_at: each.ref('created_at') }))
    .where('id', '=', from.workspaceId)
    .execute()
  const counted = writing
    .selectFrom('attachment')
    .select((each) => [
      each.cast<number>(each.fn.countAll(), 'bigint').as('files'),
      each.cast<number>(each.fn.coalesce(each.fn.sum('size'), each.lit(0)), 'bigint').as('bytes'),
    ])
    .where('created_at', '>', at - countedOver)
  const [ownerId, bound] =
    'visitorId' in from
      ? ([from.visitorId, dailyBounds.visitor] as const)
      : ([from.personId, dailyBounds.person] as const)
  const own = await counted.where('owner_id', '=', ownerId).executeTakeFirstOrThrow()
  const all = await counted.where('workspace_id', '=', from.workspaceId).executeTakeFirstOrThrow()
  const limit = parts.attachmentLimit
  if (
    own.files >= bound.files ||
    own.bytes >= bound.times * limit ||
    all.bytes >= dailyBounds.workspace.times * limit
  ) {
    throw new Refusal('rate-limited', 'That were too many files for one day.', { retryAfter: 3_600 })
  }
}

async function storeParts(
  parts: ReceivingParts,
  upload: Upload,
  id: string,
): Promise<Omit<UploadAnswer, 'attachmentId'>> {
  const writer = partWriter(parts.store, id)
  let kind: Kind | undefined
  let held: Buffer[] = []
  let came = 0
  let isHead = true

  async function begun(): Promise<Kind> {
    const head = Buffer.concat(held)
    held = []
    kind = await kindOf(head, upload.name)
    if (kind === undefined) throw notTaken()
    await writer.add(kind.filter.push(head))
    return kind
  }

  for await (const chunk of upload.bytes) {
    came += chunk.length
    if (came > parts.attachmentLimit) throw tooLarge(parts.attachmentLimit)
    if (isHead) {
      held.push(chunk)
      // What a file is, is told by its first part.
      isHead = came < partBytes
      if (!isHead) await begun()
    } else if (kind) await writer.add(kind.filter.push(chunk))
  }
  if (came === 0)
    throw new Refusal('invalid', 'This file is empty.', {
      issues: [{ path: 'size', message: 'This file is empty.' }],
    })
  const first = kind ?? (await begun())
  const { kept, pixels } = first.filter.end()
  await writer.add(kept)
  if (isPicture(first.type)) requirePixels(first.type, pixels)
  const size = await writer.end()
  const known = first.type === archive ? await archiveKind(bytesOf(parts.store.read, { id, size })) : first
  if (known === undefined) throw notTaken()
  return { name: safeName(upload.name, known.endings), type: known.type, size, ...pixels }
}

/** Gathers bytes into rows of one size, each in a transaction of its own: messages are written in between. */
function partWriter(store: Store, id: string) {
  let gathered: Buffer = Buffer.alloc(0)
  let part = 0
  let size = 0

  async function write(bytes: Buffer): Promise<void> {
    const row = { attachment_id: id, part, bytes }
    await store.write((writing) => writing.insertInto('attachment_part').values(row).execute())
    part += 1
    size += bytes.length
  }

  return {
    async add(pieces: Buffer[]): Promise<void> {
      gathered = Buffer.concat([gathered, ...pieces])
      while (gathered.length >= partBytes) {
        await write(gathered.subarray(0, partBytes))
        gathered = gathered.subarray(partBytes)
      }
    },
    async end(): Promise<number> {
      if (gathered.length > 0) await write(gathered)
      return size
    },
  }
}

function requirePixels(type: string, pixels: Pixels | undefined): void {
  if (pixels === undefined && type === 'image/avif') return
  if (pixels === undefined || pixels.width === 0 || pixels.height === 0) throw notTaken()
  if (pixels.width * pixels.height > mostPixels) {
    throw new Refusal('too-large', 'This picture has too many pixels.')
  }
}

export function tooLarge(limit: number): Refusal {
  return new Refusal('too-large', `A file has at most ${Math.floor(limit / 1024 / 1024)} MB.`)
}

function notTaken(): Refusal {
  const message = 'Pictures, PDF, text, Word, Excel and MP4 files are taken, and nothing else.'
  return new Refusal('invalid', message, { issues: [{ path: 'type', message }] })
}
