import { connect as connectTcp } from 'node:net'
import type { Untyped } from './app.ts'

/** Uploads a file as a browser does. `token` is a visitor's, or with `path` a person's. */
export async function upload(
  base: string,
  token: string,
  bytes: Uint8Array,
  options: { name?: string; type?: string; path?: string; headers?: Record<string, string> } = {},
): Promise<Untyped> {
  const { name = 'photo.png', type = 'image/png', path = '/visitor/attachments' } = options
  const form = new FormData()
  form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name)
  const response = await fetch(`${base}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...options.headers },
    body: form,
  })
  return { status: response.status, ...((await response.json()) as object) }
}

/** Asks for a file's bytes. */
export async function download(
  base: string,
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const response = await fetch(new URL(url, base), { headers })
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}

/** Announces a file of this length, sends its first bytes, and tears the line. */
export async function cutUpload(
  base: string,
  token: string,
  first: Uint8Array,
  length: number,
): Promise<void> {
  const { hostname, port } = new URL(base)
  const socket = connectTcp(Number(port), hostname)
  const head = '--cut\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
  socket.write(
    `POST /api/v1/visitor/attachments HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${token}\r\n` +
      `content-type: multipart/form-data; boundary=cut\r\ncontent-length: ${head.length + length + 11}\r\n\r\n${head}`,
  )
  await new Promise((resolve) => socket.write(first, resolve))
  await new Promise((resolve) => setTimeout(resolve, 300))
  socket.destroy()
}
