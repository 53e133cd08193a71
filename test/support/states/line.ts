import type { Page, WebSocketRoute } from 'playwright-core'

/** The line between a page and the server, to be cut or to lead to a server of another protocol. */
export interface StatefulLine {
  cut(): Promise<void>
  /** From here on a server answers that speaks another protocol. */
  renew(): Promise<void>
}

/** Stands between the page and its server; to be called before the page is visited. */
export async function lineOf(page: Page): Promise<StatefulLine> {
  let state: 'open' | 'cut' | 'outdated' = 'open'
  const sockets = new Set<WebSocketRoute>()
  await page.route(/socket\.io\/.*transport=polling/, (route) =>
    state === 'open' ? route.continue() : route.abort(),
  )
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (state === 'cut') return void socket.close()
    if (state === 'outdated') return refuse(socket)
    sockets.add(socket)
    socket.connectToServer()
  })
  const closeAll = async () => {
    await Promise.all([...sockets].map((socket) => socket.close()))
    sockets.clear()
  }
  return {
    async cut() {
      state = 'cut'
      await closeAll()
    },
    async renew() {
      state = 'outdated'
      await closeAll()
    },
  }
}

function refuse(socket: WebSocketRoute): void {
  const message = 'This server speaks protocol 2; reload the page.'
  socket.onMessage((said) => {
    if (!String(said).startsWith('40/visitor')) return
    socket.send(`44/visitor,${JSON.stringify({ message, data: { ok: false, error: 'outdated', message } })}`)
  })
  socket.send(
    `0${JSON.stringify({ sid: 'x', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1e6 })}`,
  )
}
