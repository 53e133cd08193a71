import { createTransport } from 'nodemailer'

/** A mail to one address. */
export interface Mail {
  /** Names it: the same mail sent again has the same `Message-ID`, by which whoever receives it knows it again. */
  id: string
  /** One address, checked. */
  to: string
  subject: string
  text: string
  attachment?: { name: string; text: string }
}

/** Sends mails; the one way out for them. */
export interface Mailer {
  /** Resolves once the mail server has taken it. Throws `MailRefused` where trying again changes nothing. */
  send(mail: Mail): Promise<void>
  close(): void
}

export interface MailSettings {
  /** smtp: or smtps:, with user and password where the server wants them. */
  url: string
  /** An address, or a name with an address in angle brackets. */
  from: string
}

/** The mail server will never take this mail: its answer begins with 5. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
}

/** A server that says nothing for so long is asked again later. Milliseconds. */
const patience = 15_000

/** Talks SMTP to one server, a connection a mail. */
export function openMailer({ url, from }: MailSettings): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    // A mail is made from what it is given and nothing else.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? hostname
  return {
    async send({ id, to, subject, text, attachment }) {
      try {
        await transport.sendMail({
          from,
          // As an object it is taken for one address, whatever is in it.
          to: { name: '', address: to },
          subject: subject.replaceAll(/\s+/g, ' '),
          text,
          messageId: `<${id}@${host}>`,
          headers: { 'auto-submitted': 'auto-generated' },
          ...(attachment && {
            attachments: [
              {
                filename: attachment.name,
                content: Buffer.from(attachment.text, 'utf8'),
                contentType: 'text/plain; charset=utf-8',
              },
            ],
          }),
        })
      } catch (reason) {
        const { responseCode, command } = reason as { responseCode?: number; command?: string }
        // A password that is refused is the operator's mistake, and may be mended before the last try.
        if (responseCode !== undefined && responseCode >= 500 && !command?.startsWith('AUTH'))
          throw new MailRefused(`the mail server answered ${responseCode}`)
        throw withoutAddress(reason)
      }
    },
    close: () => transport.close(),
  }
}

/** What a mail server says often quotes the address, which no log may have (invariant 16). */
function withoutAddress(reason: unknown): Error {
  const { code = 'unknown', command = '', responseCode = '' } = reason as Record<string, unknown>
  return new Error(`the mail was not taken: ${code} ${command} ${responseCode}`.trim())
}
