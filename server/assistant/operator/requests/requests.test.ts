import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Language } from '#shared/knowledge.ts'
import type { ShopConnector } from '../../../connectors/index.ts'
import { openDemoShop } from '../../../demo/demo-shop.ts'
import { converse, now } from '../testing/converse.ts'

interface Example {
  half: 'held-out' | 'tuned'
  language: Language
  expected: string
  text: string
}

// Written by hand before the rules. Those were changed until they read what is marked as tuned (its colloquial part was
// measured once, unseen, before that), and never on what is held out.
const examples = readFileSync(join(import.meta.dirname, 'examples.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Example)

let directory: string
let shop: ShopConnector
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-requests-'))
  shop = await openDemoShop({ dataDirectory: directory, now: () => now, report: () => undefined })
})
afterAll(async () => {
  await shop.close()
  await rm(directory, { recursive: true, force: true })
})

/** The tool that a message starts, as a visitor's first words; parcels and orders are one to them. */
async function toolFor({ text, language }: Example): Promise<string | undefined> {
  const conversation = converse({ shop, language })
  const decision = await conversation.says(text)
  const { operation } = conversation.caseFile
  const step = conversation.steps.findLast(({ specialist }) => specialist === 'operate')
  const isTool = operation || decision.rule?.name === 'tool-read' || decision.rule?.name === 'tool-asked'
  const tool = isTool ? (operation?.tool ?? String(step?.detail.tool)) : undefined
  return tool === 'delivery' ? 'order-status' : tool
}

describe.each(['tuned', 'held-out'] as const)('of the %s half', (half) => {
  test.each(['en', 'zh'] as const)(
    'in %s, what is asked starts no tool, and what is wanted does',
    async (language) => {
      const wrong: string[] = []
      const count = { tools: 0, started: 0, right: 0, all: 0 }
      for (const example of examples.filter((each) => each.half === half && each.language === language)) {
        const { expected, text } = example
        const wanted = expected === 'knowledge' || expected === 'neither' ? undefined : expected
        const got = await toolFor(example)
        count.all += 1
        if (wanted) count.tools += 1
        if (got) count.started += 1
        if (got && got === wanted) count.right += 1
        if (got !== wanted) wrong.push(`${expected} read as ${got ?? 'no tool'}: ${text}`)
      }
      const precision = count.right / count.started
      const recall = count.right / count.tools
      if (process.env.SHOW_FIGURES) console.log(half, language, { ...count, precision, recall }, wrong)
      expect(precision, wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
      expect(recall, wrong.join('\n')).toBeGreaterThanOrEqual(0.85)
    },
  )
})
