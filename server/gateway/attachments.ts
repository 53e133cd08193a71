import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express, { type Request, type Response, type Router } from 'express'
import multer, { MulterError, type StorageEngine } from 'multer'
import { isPicture, type UploadAnswer } from '#shared/attachment.ts'
import { may } from '#shared/people.ts'
import {
  type AttachmentRow,
  bytesOf,
  discardAttachment,
  readAttachment,
  receiveAttachment,
  tooLarge,
  type Uploader,
} from '../attachments/index.ts'
import { conversationOfVisitor, requireNotBlocked } from '../conversation/index.ts'
import { digestOf } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import { requireConsent } from '../visitor-data/index.ts'
import type { Report } from './answer.ts'
import { authorise, type RestParts } from './rest.ts'
import { readSite } from './sites.ts'
import { type Visitor, visitorByDigest } from './visitors.ts'

export interface AttachmentParts extends Omit<RestParts, 'isSecure'> {
  /** Bytes of one file. */
  attachmentLimit: number
  report: Report
}

/** What stands around a file in a form: its boundaries and headers, and names of any honest length. Bytes. */
const aroundFile = 16 * 1024

/**
 * Files on their way in and out. An upload is a form with one part `file`; a visitor comes with the token in the
 * Authorization header, a person as everywhere. A link alone opens nothing: each request is asked who makes it
 * (invariants 9 and 10), so a browser may keep the bytes but asks again before it shows them.
 */
export function attachmentRouter(parts: AttachmentParts): Router {
  const router = express.Router()
  const receive = multer({
    storage: intoStore(parts),
    limits: { files: 1, fields: 0, parts: 1, fileSize: parts.attachmentLimit, headerPairs: 20 },
    defParamCharset: 'utf8',
  }).single('file')

  function upload(path: string, uploaderOf: (request: Request) => Promise<Uploader>): void {
    router.post(path, async (request, response) => {
      const from = await uploaderOf(request)
      await parts.limit('upload', 'visitorId' in from ? from.visitorId : from.personId)
      requireLength(request, parts.attachmentLimit)
      uploaders.set(request, from)
      const answer = await new Promise<UploadAnswer | undefined>((resolve, reject) =>
        receive(request, response, (reason: unknown) =>
          reason ? reject(asRefusal(reason, parts.attachmentLimit)) : resolve(request.file as never),
        ),
      )
      if (answer === undefined)
        throw new Refusal('invalid', 'An upload is a form with one part named "file".')
      const { attachmentId, name, type, size, width, height } = answer
      response.json({ ok: true, attachmentId, name, type, size, width, height })
    })
  }

  upload('/visitor/attachments', async (request) => {
    const visitor = await visitorOf(request, parts)
    if (visitor === undefined) throw new Refusal('unauthenticated', 'Open a session first.')
    await requireNotBlocked(parts, visitor, false)
    const consent = async () => (await readSite(parts.store.read, visitor.siteKey))?.settings.consent
    await requireConsent(parts.store.read, await consent(), visitor, consent)
    return { workspaceId: visitor.workspaceId, visitorId: visitor.id }
  })
  upload('/attachments', async (request) => {
    const { person, workspaceId } = await personOf(request, parts)
    return { workspaceId, personId: person.id }
  })
  router.get('/attachments/:id', async (request, response) => {
    await send(response, request, await readable(request, parts), parts)
  })
  return router
}

const uploaders = new WeakMap<Request, Uploader>()

/** Multer's way to the store: the file's bytes go there as they come, and never to a disk or to memory as a whole. */
function intoStore(parts: AttachmentParts): StorageEngine {
  return {
    _handleFile(request, file, done) {
      const from = uploaders.get(request as Request)
      if (from === undefined) return done(new Error('an upload without an uploader'))
      const upload = {
        from,
        name: file.originalname,
        announced: Number(request.headers['content-length']),
        bytes: whole(file.stream, parts.attachmentLimit),
      }
      receiveAttachment(parts, upload).then(
        (answer) => done(null, answer as never),
        (reason) => done(reason),
      )
    },
    // Called where something else of the form turns out wrong after the file was taken.
    _removeFile(_request, file, done) {
      const { attachmentId } = file as unknown as UploadAnswer
      discardAttachment(parts.store, attachmentId).then(() => done(null), done)
    },
  }
}

/** The bytes of a file, to its true end: busboy ends one that is too long as if it were whole. */
async function* whole(stream: Readable & { truncated?: boolean }, limit: number): AsyncGenerator<Buffer> {
  try {
    // Destroying it in the middle would end the request in place of the refusal.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk as Buffer
    if (stream.truncated) throw tooLarge(limit)
  } finally {
    stream.resume()
  }
}

/** Refuses by the announced length what is too large, before a byte of it is read. */
function requireLength(request: Request, limit: number): void {
  const length = Number(request.headers['content-length'])
  if (!Number.isInteger(length)) throw new Refusal('invalid', 'An upload says its length beforehand.')
  if (length > limit + aroundFile) throw tooLarge(limit)
}

/** The visitor whose token comes with a request; `undefined` where none comes. Origins count as on the socket. */
async function visitorOf(request: Request, parts: AttachmentParts): Promise<Visitor | undefined> {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) return undefined
  const digest = digestOf(token)
  const row = await parts.store.read
    .selectFrom('visitor')
    .select('site_key')
    .where('token_digest', '=', digest)
    .executeTakeFirst()
  const site = row && (await readSite(parts.store.read, row.site_key))
  if (site === undefined) return undefined
  if (!parts.origins.isOwn(request.headers) && !site.origins.includes(request.headers.origin ?? '')) {
    throw new Refusal('forbidden', 'This page is not one of the site’s.')
  }
  return visitorByDigest(parts.store.read, digest, site, parts.now())
}

async function personOf(request: Request, parts: AttachmentParts) {
  const signedIn = await authorise(request, parts)
  await parts.limit('rest', signedIn.person.id)
  if (!may(signedIn.person.role, 'conversations')) {
    throw new Refusal('forbidden', 'Your role does not include this.')
  }
  return signedIn
}

/** The file, for who may read its conversation, and before it was sent for who uploaded it; else `not-found`. */
async function readable(request: Request, parts: AttachmentParts): Promise<AttachmentRow> {
  const visitor = await visitorOf(request, parts)
  if (visitor) await parts.limit('request', visitor.id)
  const signedIn = visitor ? undefined : await personOf(request, parts)
  const row = await readAttachment(parts.store.read, String(request.params.id))
  const owner = visitor?.id ?? signedIn?.person.id
  if (row === undefined || (row.conversation_id === null && row.owner_id !== owner)) throw unknownFile()
  if (signedIn && row.workspace_id !== signedIn.workspaceId) throw unknownFile()
  if (visitor && row.conversation_id !== null) {
    await conversationOfVisitor(parts.store.read, row.conversation_id, visitor).catch((reason) => {
      throw reason instanceof Refusal ? unknownFile() : reason
    })
  }
  return row
}

function unknownFile(): Refusal {
  return new Refusal('not-found', 'This file does not exist.')
}

/** Whatever the bytes are, no browser runs them: one type, never guessed, without any right of a page of ours. */
async function send(
  response: Response,
  request: Request,
  row: AttachmentRow,
  parts: AttachmentParts,
): Promise<void> {
  const place = isPicture(row.type) ? 'inline' : 'attachment'
  response.setHeader('content-type', row.type.startsWith('text/') ? `${row.type}; charset=utf-8` : row.type)
  response.setHeader('content-disposition', `${place}; filename*=UTF-8''${encoded(row.name)}`)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('content-security-policy', "default-src 'none'; sandbox")
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  response.setHeader('cache-control', 'private, no-cache')
  response.setHeader('vary', 'authorization, cookie')
  // The bytes behind an id never change.
  const etag = `"${row.id}"`
  response.setHeader('etag', etag)
  if (request.headers['if-none-match'] === etag) {
    response.status(304).end()
    return
  }
  response.setHeader('content-length', row.size)
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  await pipeline(Readable.from(bytesOf(parts.store.read, row)), response).catch((reason) => {
    // Who goes away in the middle of a download is no trouble of ours.
    if ((reason as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return
    parts.report(reason, `sending the attachment ${row.id}`)
    response.destroy()
  })
}

/** A name as RFC 8187 writes it in a header. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** What a form can be refused for, in our words. */
function asRefusal(reason: unknown, limit: number): unknown {
  if (reason instanceof MulterError) {
    if (reason.code === 'LIMIT_FILE_SIZE') return tooLarge(limit)
    return new Refusal('invalid', 'An upload is a form with one part named "file", and nothing else.')
  }
  // What busboy and multer say of a form that is broken is a plain Error without any code.
  const isBroken =
    reason instanceof Error &&
    (reason.name === 'AbortError' || (reason.constructor === Error && !('code' in reason)))
  return isBroken ? new Refusal('invalid', 'The upload broke off, or is not a form.') : reason
}
