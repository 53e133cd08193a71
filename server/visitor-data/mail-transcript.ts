import { createHash } from 'node:crypto'
import type { SiteSettings } from '#shared/site.ts'
import type { ConversationRow } from '../conversation/index.ts'
import { type Mailer, MailRefused } from '../mail/index.ts'
import { askForWork, type DueWork, finishWork, postponeWork } from '../store/due-work.ts'
import type { Store, Writing } from '../store/store.ts'
import { type Reader, transcriptOf } from './transcript.ts'
import { transcriptWords } from './transcript-words.ts'

/** Tries, and how long the next one waits after the first; it doubles. Over half an hour in all. Milliseconds. */
const triesAllowed = 7
const firstPause = 30_000

export interface TranscriptMailParts {
  store: Store
  mailer: Mailer | undefined
  readSite(key: string): Promise<SiteSettings | undefined>
  now(): number
  report(reason: unknown, about: string): void
}

/**
 * Asks for a transcript by mail. Only who, where and how is kept until then, no copy of what was said; who is erased
 * meanwhile gets none.
 *
 * @param request.id the request's own: asked for again it is the same mail
 */
export async function askForTranscriptMail(
  writing: Writing,
  request: {
    id: string
    conversationId: string
    visitorId: string
    address: string
    reader: Reader
    at: number
  },
): Promise<void> {
  const { id, conversationId, visitorId, address, reader } = request
  await askForWork(writing, {
    key: `transcript-mail:${id}`,
    kind: 'transcript-mail',
    payload: { id, conversationId, visitorId, address, reader },
    dueAt: request.at,
  })
}

/**
 * Writes a transcript and hands it to the mail server. A process that is killed before the server's yes leaves the work
 * due. One that is killed between that yes and the end of the work sends the same mail again, under the same
 * `Message-ID`: no mail server can be asked whether it has one.
 */
export async function runTranscriptMail(
  parts: TranscriptMailParts,
  work: DueWork,
  owner: string,
): Promise<void> {
  const { store, mailer } = parts
  const { id, conversationId, address, reader } = work.payload as {
    id: string
    conversationId: string
    address: string
    reader: Reader
  }
  const row = await store.read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirst()
  const site = row && (await parts.readSite(row.site_key))
  if (mailer && row && site) {
    try {
      await mailer.send({ id, to: address, ...(await mailOf(store, row, site, reader)) })
    } catch (reason) {
      parts.report(reason, `mailing a transcript, try ${work.attempts}`)
      if (!(reason instanceof MailRefused) && work.attempts < triesAllowed) {
        const pause = firstPause * 2 ** (work.attempts - 1)
        await postponeWork(store, work, owner, parts.now() + pause)
        return
      }
    }
  }
  await store.write((writing) => finishWork(writing, work, owner))
}

async function mailOf(store: Store, row: ConversationRow, site: SiteSettings, reader: Reader) {
  const { name, text, language, shop } = await transcriptOf(store.read, row, site, reader)
  const { mail } = transcriptWords[language]
  return { subject: mail.subject(shop), text: mail.body(shop), attachment: { name, text } }
}

/**
 * What a limit counts an address under: no address, and the same for all that reach one mailbox, as `a.b+c@d` reaches
 * that of `ab@d` at the great providers.
 */
export function mailboxOf(address: string): string {
  const [, local = '', domain = ''] = /^(.*)@([^@]*)$/.exec(address.toLowerCase()) ?? []
  const mailbox = `${(local.split('+')[0] ?? '').replaceAll('.', '')}@${domain}`
  return createHash('sha256').update(mailbox).digest('base64url')
}
