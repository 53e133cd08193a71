import { ChevronRight } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { ListVersion } from '#shared/responsibility-issues.ts'
import type { FailureResult } from '#shared/result.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { dateTime, number } from '../../shell/format.ts'
import { LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { ChangeList } from './change-list.tsx'
import { type Change, changesBetween } from './changes.ts'

/** Who changed the list and when; a version opened shows what it changed. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const { rest } = useDesk()
  const [versions, setVersions] = useState<readonly ListVersion[] | undefined>(undefined)
  const [next, setNext] = useState<string | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const words = t().responsibilities
  async function load(cursor?: string): Promise<void> {
    const result = await rest.responsibilityVersions(cursor)
    setFailure(result.ok ? undefined : result)
    if (!result.ok) return
    setVersions((shown) => [...(cursor === undefined ? [] : (shown ?? [])), ...result.versions])
    setNext(result.next)
  }
  useEffect(() => {
    void load()
  }, [])
  return (
    <Dialog title={words.historyTitle} onClose={onClose}>
      <div class="dialog-body rule-review">
        {failure !== undefined && <LoadFailure failure={failure} onRetry={() => void load(next)} />}
        {versions === undefined && failure === undefined && <Skeleton rows={3} />}
        {versions?.length === 0 && <p class="quiet">{words.historyEmpty}</p>}
        <ol class="rule-history">
          {versions?.map((each) => (
            <li key={each.version}>
              <Entry each={each} />
            </li>
          ))}
        </ol>
        {next !== undefined && (
          <button type="button" class="button" onClick={() => void load(next)}>
            {t().common.more}
          </button>
        )}
      </div>
    </Dialog>
  )
}

function Entry({ each }: { each: ListVersion }) {
  const { rest } = useDesk()
  const [changes, setChanges] = useState<readonly Change[] | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const words = t().responsibilities
  async function load(): Promise<void> {
    const [after, before] = await Promise.all([
      rest.responsibilityVersion(each.version),
      rest.responsibilityVersion(each.version - 1),
    ])
    if (!after.ok) setFailure(after)
    else if (!before.ok) setFailure(before)
    else {
      setFailure(undefined)
      setChanges(changesBetween(before.list, after.list))
    }
  }
  return (
    <details
      onToggle={(event) => {
        if (event.currentTarget.open && changes === undefined && each.version > 1) void load()
      }}
    >
      <summary>
        <ChevronRight size={14} aria-hidden="true" />
        <strong>{words.version(number(each.version))}</strong>
        <span class="quiet">
          {each.by} · {dateTime(each.at)}
        </span>
      </summary>
      {each.version === 1 && <p class="quiet">{words.first}</p>}
      {failure !== undefined && <LoadFailure failure={failure} onRetry={() => void load()} />}
      {changes !== undefined && <ChangeList changes={changes} />}
    </details>
  )
}
