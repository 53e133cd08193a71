import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client'

/** Counts what an operator looks at first. */
export function watchProcess(
  registry: Registry,
  namespaces: Record<'visitors' | 'desk', { sockets: { size: number } }>,
): void {
  collectDefaultMetrics({ register: registry, prefix: 'baton_' })
  for (const [name, namespace] of Object.entries(namespaces)) {
    new Gauge({
      name: `baton_connections_${name}`,
      help: `Open sockets of ${name}.`,
      registers: [registry],
      collect() {
        this.set(namespace.sockets.size)
      },
    })
  }
}
