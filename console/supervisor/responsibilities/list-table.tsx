import { Lock, Pencil } from 'lucide-preact'
import type { Lead, LockedTopic, ResponsibilityRow } from '#shared/responsibility.ts'
import type { ListIssue } from '#shared/responsibility-issues.ts'
import { percent } from '../../shell/format.ts'
import { Badge, type Tone } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import type { ResponsibilitiesModel } from './responsibilities-model.ts'
import { RowEditor } from './row-editor.tsx'
import { limitsOf, noteOf, roleName, topicName } from './words.ts'

const tones: Record<Lead, Tone> = {
  assistant: 'assistant',
  'assistant-with-approval': 'waiting',
  person: 'person',
}

interface TableProps {
  model: ResponsibilitiesModel
  editing: number | undefined
  onEdit: (place: number | undefined) => void
}

/** The rows a supervisor may change, then those that nobody may. */
export function ListTable({ model, editing, onEdit }: TableProps) {
  const { columns, title, lockedTitle, lockedHelp } = t().responsibilities
  return (
    <table class="table rule-table" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{columns.topic}</th>
          <th scope="col">{columns.lead}</th>
          <th scope="col">{columns.accountable}</th>
          <th scope="col">{columns.answerAt}</th>
          <th scope="col">{columns.limits}</th>
          <th scope="col" aria-label={columns.edit} />
        </tr>
      </thead>
      <tbody>
        {model.draft.value?.rows.map((row, place) =>
          editing === place ? (
            <RowEditor key={place} model={model} place={place} row={row} onClose={() => onEdit(undefined)} />
          ) : (
            <Row
              key={place}
              row={row}
              isUnknown={model.unknown.value.has(row.topic)}
              issues={model.issues.value.filter((issue) => issue.row === place)}
              onEdit={() => onEdit(place)}
            />
          ),
        )}
      </tbody>
      <tbody class="rule-locked">
        <tr>
          <th scope="rowgroup" colSpan={6}>
            <h2>{lockedTitle}</h2>
            <span>{lockedHelp}</span>
          </th>
        </tr>
        {model.view.value?.locked.map((row) => (
          <LockedRow key={row.topic} row={row} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  row: ResponsibilityRow
  isUnknown: boolean
  issues: readonly ListIssue[]
  onEdit: () => void
}

function Row({ row, isUnknown, issues, onEdit }: RowProps) {
  const words = t().responsibilities
  const name = topicName(row.topic)
  const note = noteOf(row)
  return (
    <tr>
      <td>
        <span class="rule-topic">
          <strong>{name}</strong>
          {name !== row.topic && row.topic !== '*' && <code>{row.topic}</code>}
        </span>
        {note !== '' && <p class="quiet">{note}</p>}
        {isUnknown && <p class="form-warning">{words.unknown}</p>}
        {issues.map(({ field, problem }) => (
          <p key={`${field}${problem}`} class="form-problem">
            {words.problems[problem]}
          </p>
        ))}
      </td>
      <td data-label={words.columns.lead}>
        <Badge tone={tones[row.lead]}>{words.leads[row.lead]}</Badge>
      </td>
      <td data-label={words.columns.accountable}>
        {roleName(row.accountable)}
        {row.team !== undefined && <small class="rule-team">{row.team}</small>}
      </td>
      <td data-label={words.columns.answerAt}>{percent(row.answerAt)}</td>
      <LimitsCell limits={limitsOf(row)} />
      <td class="rule-action">
        <button
          type="button"
          class="icon-button"
          aria-label={words.editRow(name)}
          title={words.editRow(name)}
          onClick={onEdit}
        >
          <Pencil size={14} />
        </button>
      </td>
    </tr>
  )
}

/** On a phone, where every cell is a line, what a row does not have takes none. */
function LimitsCell({ limits }: { limits: string }) {
  return (
    <td data-label={t().responsibilities.columns.limits} class={limits === '' ? 'rule-none' : undefined}>
      {limits || '–'}
    </td>
  )
}

function LockedRow({ row }: { row: ResponsibilityRow }) {
  const words = t().responsibilities
  return (
    <tr>
      <td>
        <span class="rule-topic">
          <strong>{topicName(row.topic)}</strong>
          <code>{row.topic}</code>
        </span>
        <p class="quiet">{words.lockedWhy[row.topic as LockedTopic]}</p>
      </td>
      <td data-label={words.columns.lead}>
        <Badge tone="person">{words.leads[row.lead]}</Badge>
      </td>
      <td data-label={words.columns.accountable}>{roleName(row.accountable)}</td>
      <td data-label={words.columns.answerAt} class="rule-none">
        –
      </td>
      <LimitsCell limits="" />
      <td class="rule-action">
        <Lock size={14} role="img" aria-label={words.locked} />
      </td>
    </tr>
  )
}
