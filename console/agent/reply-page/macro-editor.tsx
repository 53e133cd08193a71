import '../macros/macros.css'
import { X } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { lastActs, type Macro, type MacroStep, macroActs, macroBounds } from '#shared/macro.ts'
import { useDesk, usePermission } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Banner } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { isWritten, newStep, StepFields, withoutBlanks } from './macro-step-fields.tsx'
import { RemoveDialog, ScopeChoice, ToolFoot, useToolChange } from './tool-dialog-parts.tsx'

interface EditorProps {
  /** `undefined` for a new one. */
  macro: Macro | undefined
  onClose: () => void
}

/** One macro: made, changed, removed; or only read, where it is everybody's and one's role may not. */
export function MacroEditor({ macro, onClose }: EditorProps) {
  const { macros: model } = useDesk().tools
  const mayShare = usePermission('knowledge:write')
  const [name, setName] = useState(macro?.name ?? '')
  const [steps, setSteps] = useState<readonly MacroStep[]>(macro?.steps ?? [])
  const [isShared, setShared] = useState(macro?.shared ?? mayShare)
  const [isRemoving, setRemoving] = useState(false)
  const words = t().tools.macros
  const isReadOnly = macro?.shared === true && !mayShare
  const title = macro === undefined ? words.newTitle : isReadOnly ? words.readTitle : words.editTitle
  const last = steps.at(-1)
  const isFull = steps.length >= macroBounds.steps || (last !== undefined && lastActs.has(last.do))

  const { isBusy, problem, run } = useToolChange(onClose, () => {
    const theirs = newest()
    return theirs && words.conflict(theirs.updatedBy)
  })
  /** The newest state of the macro, so that saving again after a conflict is meant. */
  function newest(): Macro | undefined {
    return model.macros.value?.find(({ id }) => id === macro?.id) ?? macro
  }
  function submit(event: Event): void {
    event.preventDefault()
    const content = { name, steps: steps.map(withoutBlanks) }
    const current = newest()
    void run(() =>
      current === undefined
        ? model.create({ ...content, shared: isShared })
        : model.edit(current.id, { ...content, version: current.version }),
    )
  }

  if (isRemoving && macro !== undefined) {
    return (
      <RemoveDialog
        title={words.removeAsk}
        help={words.removeHelp}
        isBusy={isBusy}
        problem={problem}
        onRemove={() => void run(() => model.remove(macro.id))}
        onBack={() => setRemoving(false)}
        onClose={onClose}
      >
        <strong>{macro.name}</strong>
      </RemoveDialog>
    )
  }
  return (
    <Dialog key="edit" title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <label class="field">
          <span>{words.name}</span>
          <input
            class="input"
            autofocus={macro === undefined}
            value={name}
            readOnly={isReadOnly}
            maxLength={macroBounds.name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        {steps.map((step, place) => (
          <div key={place} class="macro-editor-step">
            <div class="macro-editor-fields">
              <strong>
                {place + 1}. {words.acts[step.do]}
              </strong>
              <StepFields
                step={step}
                place={place}
                isReadOnly={isReadOnly}
                onChange={(changed) => setSteps(steps.with(place, changed))}
              />
            </div>
            {!isReadOnly && (
              <button
                type="button"
                class="icon-button"
                aria-label={words.removeStep(words.acts[step.do])}
                onClick={() => setSteps(steps.toSpliced(place, 1))}
              >
                <X size={14} />
              </button>
            )}
          </div>
        ))}
        {!isReadOnly && !isFull && (
          <label class="field">
            <span>{words.addStep}</span>
            <select
              class="input"
              value=""
              onChange={(event) => {
                const chosen = macroActs.find((each) => each === event.currentTarget.value)
                event.currentTarget.value = ''
                if (chosen !== undefined) setSteps([...steps, newStep(chosen)])
              }}
            >
              <option value="">…</option>
              {macroActs.map((each) => (
                <option key={each} value={each}>
                  {words.acts[each]}
                </option>
              ))}
            </select>
          </label>
        )}
        {last !== undefined && lastActs.has(last.do) && <small class="quiet">{words.last}</small>}
        {macro === undefined && mayShare && <ScopeChoice isShared={isShared} onShare={setShared} />}
        {problem !== undefined && <Banner tone="risk">{problem}</Banner>}
        <ToolFoot
          isReadOnly={isReadOnly}
          isDisabled={isBusy || name.trim() === '' || steps.length === 0 || !steps.every(isWritten)}
          onRemove={macro === undefined ? undefined : () => setRemoving(true)}
          onClose={onClose}
        />
      </form>
    </Dialog>
  )
}
