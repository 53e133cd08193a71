import type { Tracer } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node'
import type { TracedTurn } from './assistant/index.ts'
import { spansOf } from './turn-spans.ts'

// This file is loaded only where a collector is configured: nothing of OpenTelemetry is in the way of who has none.

export interface TracingSettings {
  /** The collector's address, without `/v1/traces`. */
  endpoint: string
  serviceName: string
  /** Milliseconds that spans are gathered before they are sent. */
  delay?: number
}

export interface Tracing {
  /** Neither waits nor throws: what the collector does not take in time is dropped. */
  turn(turn: TracedTurn): void
  /** Sends what is left, for at most two seconds. */
  close(): Promise<void>
}

/** More spans than these waiting to be sent are dropped. A turn has about ten. */
const mostWaiting = 4_096
/** Milliseconds one request to the collector may take, tries included. */
const patience = 5_000
/** Milliseconds an orderly end waits for the collector. */
const lastPatience = 2_000
/** Milliseconds between two lines of the log about a collector that takes nothing. */
const quiet = 60_000

/** Sends a span for every turn, and for what happened in it, to a collector over OTLP/HTTP. */
export function openTracing(
  { endpoint, serviceName, delay = 2_000 }: TracingSettings,
  report: (reason: unknown, about: string) => void,
): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: patience,
  })
  const processor = new BatchSpanProcessor(reporting(exporter, report), {
    maxQueueSize: mostWaiting,
    scheduledDelayMillis: delay,
    exportTimeoutMillis: patience,
  })
  // The provider is not made the global one: libraries would add spans of their own, with texts of visitors in them.
  const provider = new NodeTracerProvider({ resource: resourceOf(serviceName), spanProcessors: [processor] })
  const tracer: Tracer = provider.getTracer('baton')

  return {
    turn(turn) {
      try {
        spansOf(tracer, turn)
      } catch (reason) {
        report(reason, 'tracing a turn')
      }
    },
    async close() {
      let timer: NodeJS.Timeout | undefined
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, lastPatience)
      })
      const ended = provider.shutdown().catch((reason: unknown) => report(reason, 'ending the tracing'))
      await Promise.race([ended, enough])
      clearTimeout(timer)
    },
  }
}

/** The same exporter; that its collector takes nothing is said once in a while, not with every batch. */
function reporting(exporter: SpanExporter, report: (reason: unknown, about: string) => void): SpanExporter {
  let saidAt = Number.NEGATIVE_INFINITY
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error && performance.now() - saidAt > quiet) {
          saidAt = performance.now()
          report(new Error(`The collector took no spans: ${result.error.name}`), 'sending spans')
        }
        done(result)
      })
    },
    forceFlush: async () => await exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  }
}

/** Who sends the spans. Nothing is detected: of the machine and its user a collector learns what the operator says. */
function resourceOf(serviceName: string) {
  const attributes = { 'service.name': serviceName }
  const resource = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes) as [string, string][],
  }
  return resource
}
