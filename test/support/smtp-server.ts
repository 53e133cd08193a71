import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A mail as it came over the wire. */
export interface TakenMail {
  from: string
  to: string[]
  /** Headers and body, with the dots of the wire taken off; lines end with CRLF. */
  raw: string
  /** In small letters, unfolded; of several with one name the last. */
  headers: Record<string, string>
}

/** What the server does with a mail once it has it all: takes it, answers with a code, goes away, or says nothing. */
export type MailScript = 'take' | 'vanish' | 'hold' | number

export interface SmtpServer {
  url: string
  taken: TakenMail[]
  /** What was tried, taken or not. */
  tries: number
  /** What happens to the next mails, instead of taking them. */
  script(...next: MailScript[]): void
  close(): Promise<void>
}

/**
 * A small mail server that speaks RFC 5321 over a real socket: greeting, EHLO, MAIL, RCPT, DATA with dot-stuffing, RSET,
 * QUIT. It checks the order of commands as a real one does.
 */
export async function startSmtpServer(): Promise<SmtpServer> {
  const taken: TakenMail[] = []
  const planned: MailScript[] = []
  const open = new Set<Socket>()
  let tries = 0

  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
    let buffered = ''
    let from: string | undefined
    let to: string[] = []
    let content: string[] | undefined
    const say = (line: string) => void socket.write(`${line}\r\n`)
    say('220 mail.test ESMTP')
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      buffered += chunk
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const line = buffered.slice(0, end)
        buffered = buffered.slice(end + 2)
        if (content) inContent(line)
        else command(line)
      }
    })

    function command(line: string): void {
      const path = /<([^>]*)>/.exec(line)?.[1] ?? ''
      switch (line.slice(0, 4).toUpperCase()) {
        case 'EHLO':
          socket.write('250-mail.test\r\n250-8BITMIME\r\n250 SIZE 10000000\r\n')
          break
        case 'HELO':
        case 'NOOP':
          say('250 ok')
          break
        case 'MAIL':
          from = path
          to = []
          say('250 ok')
          break
        case 'RCPT':
          if (from !== undefined) to.push(path)
          say(from === undefined ? '503 MAIL first' : '250 ok')
          break
        case 'DATA':
          if (to.length > 0) content = []
          say(to.length > 0 ? '354 go ahead' : '503 RCPT first')
          break
        case 'RSET':
          from = undefined
          to = []
          say('250 ok')
          break
        case 'QUIT':
          say('221 bye')
          socket.end()
          break
        default:
          say('500 what?')
      }
    }

    function inContent(line: string): void {
      if (line !== '.') {
        content?.push(line.startsWith('.') ? line.slice(1) : line)
        return
      }
      const raw = Buffer.from((content ?? []).join('\r\n'), 'latin1').toString('utf8')
      content = undefined
      tries += 1
      const script = planned.shift() ?? 'take'
      if (script === 'take') taken.push({ from: from ?? '', to, raw, headers: headersOf(raw) })
      from = undefined
      if (script === 'take') say('250 taken')
      else if (typeof script === 'number') say(`${script} not this one, <${to[0]}>`)
      else if (script === 'vanish') socket.destroy()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    get tries() {
      return tries
    },
    script: (...next) => void planned.push(...next),
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function headersOf(raw: string): Record<string, string> {
  const [head = ''] = raw.split('\r\n\r\n')
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  return Object.fromEntries(
    lines.map((line) => {
      const place = line.indexOf(':')
      return [line.slice(0, place).toLowerCase(), line.slice(place + 1).trim()]
    }),
  )
}

/** The text of the first part with this type: what a person would read. */
export function partOf({ raw }: TakenMail, type: string): string {
  const boundary = /boundary="?([^"\r\n;]+)/.exec(raw)?.[1]
  const parts = boundary ? raw.split(`--${boundary}`) : [raw]
  const part = parts.find((each) => new RegExp(`content-type: ${type}`, 'i').test(each)) ?? ''
  const [head = '', ...body] = part.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8')
  if (!/quoted-printable/i.test(head)) return text
  return Buffer.from(
    text
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
}
