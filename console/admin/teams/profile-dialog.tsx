import { Plus, X } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { Person } from '#shared/people.ts'
import {
  type DeskProfile,
  nameKey,
  type Skill,
  type SkillKind,
  skillKinds,
  teamBounds,
} from '#shared/team.ts'
import { deskProfileEdit } from '#shared/team-edit.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Field, NumberField } from '../../shell/fields.tsx'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import { problemIn, problemsBy } from '../problems.ts'
import type { TeamsModel } from './teams-model.ts'

interface ProfileProps {
  model: TeamsModel
  person: Person
  /** As it stands: where somebody else changed it, the newer one. */
  profile: DeskProfile
  onClose: () => void
}

/** How much a person takes on at once, and their skills. */
export function ProfileDialog({ model, person, profile, onClose }: ProfileProps) {
  const words = t().teams.people
  const [capacity, setCapacity] = useState<number | undefined>(profile.capacity)
  const [skills, setSkills] = useState<Skill[]>(profile.skills)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [isSaving, setSaving] = useState(false)
  const edit = { capacity: capacity ?? Number.NaN, skills, version: profile.version }
  const problems = problemsBy(deskProfileEdit, edit)
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (problems.size > 0 || isSaving) return
    setSaving(true)
    const result = await model.saveProfile(person.id, edit)
    setSaving(false)
    if (result.ok) onClose()
    else setProblem(result.error === 'conflict' ? words.stale : failureText(result))
  }
  return (
    <Dialog title={words.edit(person.name)} onClose={onClose}>
      <form onSubmit={submit}>
        <NumberField
          label={words.capacity}
          help={words.capacityHelp}
          problem={problemIn(problems, 'capacity')}
          least={0}
          most={teamBounds.capacity}
          step={1}
          value={capacity}
          onValue={setCapacity}
        />
        <div class="field form-field">
          <span class="hours-legend">{words.skills}</span>
          <SkillList skills={skills} onSkills={setSkills} />
          <small>{words.skillsHelp}</small>
        </div>
        <NewSkill skills={skills} onSkills={setSkills} />
        {problem !== undefined && <Banner tone="risk">{problem}</Banner>}
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={problems.size > 0 || isSaving}>
            {t().common.save}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}

interface SkillsProps {
  skills: Skill[]
  onSkills: (skills: Skill[]) => void
}

function SkillList({ skills, onSkills }: SkillsProps) {
  const words = t().teams.people
  return (
    <ul class="hours-chips">
      {skills.map((skill) => (
        <li key={`${skill.kind} ${skill.value}`}>
          {words.kinds[skill.kind]} · {skill.value}
          <button
            type="button"
            class="icon-button"
            aria-label={words.remove(skill.value)}
            onClick={() => onSkills(skills.filter((each) => each !== skill))}
          >
            <X size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function NewSkill({ skills, onSkills }: SkillsProps) {
  const words = t().teams.people
  const [kind, setKind] = useState<SkillKind>('topic')
  const [value, setValue] = useState('')
  const isKnown = skills.some((each) => each.kind === kind && nameKey(each.value) === nameKey(value))
  function add(): void {
    if (value.trim() === '' || isKnown) return
    onSkills([...skills, { kind, value: value.trim() }])
    setValue('')
  }
  return (
    <div class="team-new-skill">
      <Field label={words.kind}>
        {(control) => (
          <select
            {...control}
            class="input"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as SkillKind)}
          >
            {skillKinds.map((each) => (
              <option key={each} value={each}>
                {words.kinds[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.value} problem={isKnown ? words.twice : undefined}>
        {(control) => (
          <input
            {...control}
            class="input"
            autocomplete="off"
            maxLength={teamBounds.skill}
            placeholder={words.examples[kind]}
            value={value}
            onInput={(event) => setValue(event.currentTarget.value)}
            onKeyDown={(event) => {
              // Enter adds the skill and does not yet save; an input method's own Enter is neither.
              if (event.key !== 'Enter' || event.isComposing || value.trim() === '') return
              event.preventDefault()
              add()
            }}
          />
        )}
      </Field>
      <button
        type="button"
        class="button"
        disabled={value.trim() === '' || isKnown || skills.length >= teamBounds.skills}
        onClick={add}
      >
        <Plus size={14} />
        {words.add}
      </button>
    </div>
  )
}
