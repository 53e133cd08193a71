import './trainer.css'
import type { ComponentChildren } from 'preact'
import type { FailureResult } from '#shared/result.ts'
import { Empty, LoadFailure, Skeleton } from '../shell/parts.tsx'

interface ListProps<Item> {
  /** All there is, and what fits the filter; both `undefined` until loaded. */
  all: readonly Item[] | undefined
  found: readonly Item[] | undefined
  failure: FailureResult | undefined
  onRetry: () => void
  /** Stands in the place of a list that has nothing in it. */
  empty: ComponentChildren
  noMatch: { title: string; clear: string; onClear: () => void }
  columns: readonly string[]
  /** Names the table in the style sheet. */
  class: string
  /** One row. */
  children: (item: Item) => ComponentChildren
}

/** A filtered list of the knowledge base as a table, with every state it can be in. */
export function FoundList<Item>(props: ListProps<Item>) {
  const { all, found, failure, onRetry, empty, noMatch, columns, children } = props
  if (found === undefined) {
    return failure === undefined ? <Skeleton rows={8} /> : <LoadFailure failure={failure} onRetry={onRetry} />
  }
  if (all?.length === 0) return <>{empty}</>
  if (found.length === 0) {
    return (
      <Empty title={noMatch.title}>
        <button type="button" class="button" onClick={noMatch.onClear}>
          {noMatch.clear}
        </button>
      </Empty>
    )
  }
  return (
    <table class={`table found-table ${props.class}`}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{found.map(children)}</tbody>
    </table>
  )
}
