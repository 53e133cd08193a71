import { batch, computed, signal } from '@preact/signals'
import type { ResponsibilityList, ResponsibilityRow } from '#shared/responsibility.ts'
import { listIssues, type ResponsibilityView, unknownTopics } from '#shared/responsibility-issues.ts'
import type { FailureResult } from '#shared/result.ts'
import type { Rest } from '../../rest.ts'
import type { Storage } from '../../shell/preferences.ts'
import { changesBetween, type ListField, rebased } from './changes.ts'

export type ResponsibilitiesModel = ReturnType<typeof createResponsibilitiesModel>

/** The list in force, and what a supervisor makes of it before it is in force. The draft outlives the page. */
export function createResponsibilitiesModel(rest: Rest, storage: Storage, workspaceId: string) {
  const key = `responsibilities:${workspaceId}`
  const view = signal<ResponsibilityView | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)
  /** The version that the draft began from; it stays while somebody else puts another in force. */
  const base = signal<ResponsibilityList | undefined>(undefined)
  const draft = signal<ResponsibilityList | undefined>(undefined)
  /** Grows where the draft is replaced as a whole, so that fields are drawn anew. */
  const round = signal(0)

  const mine = computed(() => (base.value && draft.value ? changesBetween(base.value, draft.value) : []))
  const isStale = computed(
    () =>
      base.value !== undefined && view.value !== undefined && base.value.version !== view.value.list.version,
  )
  const theirs = computed(() =>
    isStale.value && base.value && view.value ? changesBetween(base.value, view.value.list) : [],
  )
  const issues = computed(() => (draft.value ? listIssues(draft.value) : []))
  const unknown = computed(() => {
    const topics = view.value?.topics.map(({ topic }) => topic) ?? []
    return new Set(draft.value ? unknownTopics(draft.value, topics) : [])
  })

  function replace(list: ResponsibilityList, from = list): void {
    batch(() => {
      base.value = from
      draft.value = list
      round.value += 1
    })
    keep()
  }

  function keep(): void {
    const held = mine.value.length > 0 ? { base: base.value, draft: draft.value } : undefined
    storage.write(key, held && JSON.stringify(held))
  }

  async function load(): Promise<void> {
    const result = await rest.responsibilities()
    if (!result.ok) {
      failure.value = result
      return
    }
    batch(() => {
      failure.value = undefined
      view.value = result
      if (base.value !== undefined && mine.value.length > 0) return
      const held = heldIn(storage.read(key))
      if (held) replace(held.draft, held.base)
      else replace(result.list)
    })
  }

  function change(edit: (list: ResponsibilityList) => ResponsibilityList): void {
    if (draft.value === undefined) return
    draft.value = edit(draft.value)
    keep()
  }

  /** Puts the draft in force; `undefined` where it is, or where somebody else was first: then the draft is stale. */
  async function save(): Promise<FailureResult | undefined> {
    if (draft.value === undefined || base.value === undefined) return undefined
    const rows = draft.value.rows.map(trimmed)
    const result = await rest.saveResponsibilities({ ...draft.value, rows, version: base.value.version })
    if (result.ok) {
      view.value = result
      replace(result.list)
      return undefined
    }
    if (result.error !== 'conflict') return result
    await load()
    return isStale.value ? undefined : result
  }

  return {
    ...{ view, failure, base, draft, round, mine, theirs, isStale, issues, unknown },
    ...{ load, save },
    setFigure: (field: ListField, value: number) => change((list) => ({ ...list, [field]: value })),
    setRow: (place: number, row: ResponsibilityRow) =>
      change((list) => ({ ...list, rows: list.rows.with(place, row) })),
    /** A new row before all others; answers with its place. */
    addRow(): number {
      const rest = draft.value?.rows.find(({ topic }) => topic === '*')
      const row = {
        topic: '',
        lead: 'person',
        accountable: 'supervisor',
        answerAt: rest?.answerAt ?? 0.5,
      } as const
      change((list) => ({ ...list, rows: [row, ...list.rows] }))
      return 0
    },
    removeRow: (place: number) =>
      change((list) => ({ ...list, rows: list.rows.filter((_, index) => index !== place) })),
    discard: () => view.value && replace(view.value.list),
    /** My changes on top of the version that is in force by now. */
    rebase() {
      if (base.value && draft.value && view.value)
        replace(rebased(base.value, draft.value, view.value.list), view.value.list)
    },
    dispose() {
      view.value = undefined
    },
  }
}

function trimmed({ team, note, ...row }: ResponsibilityRow): ResponsibilityRow {
  const name = team?.trim()
  return {
    ...row,
    topic: row.topic.trim(),
    ...(name && { team: name }),
    ...(note && (note.en.trim() || note.zh.trim()) && { note }),
  }
}

/** What an earlier visit left; nothing where it cannot be read any more. */
function heldIn(
  text: string | undefined,
): { base: ResponsibilityList; draft: ResponsibilityList } | undefined {
  if (text === undefined) return undefined
  try {
    const held = JSON.parse(text)
    return Array.isArray(held?.base?.rows) && Array.isArray(held?.draft?.rows) ? held : undefined
  } catch {
    return undefined
  }
}
