import { parentPort, workerData } from 'node:worker_threads'
import type { Article } from '#shared/knowledge.ts'
import { buildEngine } from './engine.ts'

// Fitting the confidence takes about a second of computing; in a thread of its own it delays no visitor.
parentPort?.postMessage(buildEngine(workerData as Article[]).confidence)
