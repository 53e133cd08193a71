import '../../trainer/trainer.css'
import '../../agent/inbox/inbox.css'
import './order.css'
import { Ban } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { Block } from '#shared/act-requests.ts'
import type { FailureResult } from '#shared/result.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { number, visitorName, weekdayTime } from '../../shell/format.ts'
import { Banner, Empty, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import { OrderTabs } from './order-tabs.tsx'

/** The visitors who may not write, and the way to let them. */
export function BlockedPage() {
  const { rest } = useDesk()
  const [blocks, setBlocks] = useState<readonly Block[] | undefined>(undefined)
  const [next, setNext] = useState<string | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const words = t().wrapUp

  async function load(cursor?: string): Promise<void> {
    const result = await rest.blocks(cursor)
    setFailure(result.ok ? undefined : result)
    if (!result.ok) return
    setBlocks((before) => [...(cursor === undefined ? [] : (before ?? [])), ...result.blocks])
    setNext(result.next)
  }
  async function unblock(block: Block): Promise<void> {
    const result = await rest.unblock(block.id)
    // Somebody else was first, or its time came: then it is gone as well.
    const isGone = result.ok || result.error === 'not-found' || result.error === 'conflict'
    setFailure(isGone || result.ok ? undefined : result)
    if (isGone) setBlocks((before) => before?.filter(({ id }) => id !== block.id))
  }
  useEffect(() => {
    void load()
  }, [])
  useEffect(() => {
    document.title = `${words.page.blockedTitle} · Baton`
  }, [words])

  return (
    <main class="page">
      <header class="page-head">
        <h1>{words.page.blockedTitle}</h1>
      </header>
      <OrderTabs here="blocked" />
      <div class="page-body">
        {blocks === undefined && failure === undefined && <Skeleton rows={4} />}
        {blocks === undefined && failure !== undefined && (
          <LoadFailure failure={failure} onRetry={() => void load()} />
        )}
        {blocks !== undefined && failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
        {blocks?.length === 0 && (
          <Empty title={words.page.blockedEmpty} help={words.page.blockedHelp} icon={<Ban size={20} />} />
        )}
        {blocks !== undefined && blocks.length > 0 && (
          <>
            <p class="quiet order-help">{words.page.blockedHelp}</p>
            <BlockTable blocks={blocks} onUnblock={unblock} />
          </>
        )}
        {next !== undefined && (
          <button type="button" class="button" onClick={() => void load(next)}>
            {t().common.more}
          </button>
        )}
      </div>
    </main>
  )
}

function BlockTable({
  blocks,
  onUnblock,
}: {
  blocks: readonly Block[]
  onUnblock: (block: Block) => Promise<void>
}) {
  const words = t().wrapUp
  const columns = words.page.blockedColumns
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{columns.visitor}</th>
          <th scope="col" class="order-wide">
            {columns.reason}
          </th>
          <th scope="col">{columns.until}</th>
          <th scope="col" class="order-wide">
            {columns.refused}
          </th>
          <th scope="col" class="order-wide">
            {columns.by}
          </th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {blocks.map((block) => (
          <tr key={block.id}>
            <td>
              <a href={`/console/?view=resolved&conversation=${encodeURIComponent(block.conversationId)}`}>
                {visitorName(block.visitor)}
              </a>
            </td>
            <td class="order-wide">{words.block.reasons[block.reason]}</td>
            <td class="nowrap">{block.until === undefined ? words.page.noEnd : weekdayTime(block.until)}</td>
            <td class="order-wide">{number(block.refused)}</td>
            <td class="quiet order-wide">{block.by}</td>
            <td>
              <button type="button" class="button" onClick={() => void onUnblock(block)}>
                {words.block.unblock}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
