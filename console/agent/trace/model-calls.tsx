import type { ModelCall } from '#shared/trace.ts'
import { cost, number, took } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { failureFor, wordFor } from './trace-words.ts'

/** Every call of a model in a turn: who asked, what it took, and how it failed where it did. */
export function ModelCalls({ calls }: { calls: readonly ModelCall[] }) {
  const { calls: words, callers, total } = t().trace
  const hasCosts = calls.some((call) => call.cost !== undefined)
  return (
    <table class="trace-table">
      <caption>{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.tokens}</th>
          {hasCosts && (
            <th scope="col" class="figure">
              {words.cost}
            </th>
          )}
          <th scope="col" class="figure">
            {words.took}
          </th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call, index) => (
          <tr key={index}>
            <td>
              {call.name}
              <small>{wordFor(callers, call.specialist)}</small>
              {call.failure !== undefined && <p class="failure">{failureFor(call.failure)}</p>}
            </td>
            <td>{tokensOf(call)}</td>
            {hasCosts && <td class="figure">{call.cost === undefined ? '–' : cost(call.cost)}</td>}
            <td class="figure">{took(call.took)}</td>
          </tr>
        ))}
      </tbody>
      {calls.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">{total}</th>
            <td>
              {tokensOf({
                inputTokens: sum(calls.map((call) => call.inputTokens)),
                outputTokens: sum(calls.map((call) => call.outputTokens)),
                estimated: calls.some((call) => call.estimated),
              })}
            </td>
            {hasCosts && <td class="figure">{cost(sum(calls.map((call) => call.cost ?? 0)))}</td>}
            <td class="figure">{took(sum(calls.map((call) => call.took)))}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function tokensOf(call: Pick<ModelCall, 'inputTokens' | 'outputTokens' | 'estimated'>): string {
  const { tokens, about } = t().trace
  const said = tokens(number(call.inputTokens), number(call.outputTokens))
  return call.estimated ? about(said) : said
}

function sum(values: readonly number[]): number {
  return values.reduce((one, other) => one + other, 0)
}
