import { Archive, ArrowLeft } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type LevelName, levelNames } from '#shared/service-levels.ts'
import { type Team, teamBounds } from '#shared/team.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Field, NumberField } from '../../shell/fields.tsx'
import { number, weekdayTime } from '../../shell/format.ts'
import { Banner } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { failureText, t } from '../../texts/texts.ts'
import { SaveBar, StaleBanner } from '../edit-bars.tsx'
import { HoursChoice } from '../hours/hours-choice.tsx'
import { problemIn } from '../problems.ts'
import { lengthText } from './length-text.ts'
import { Members } from './members.tsx'
import { createTeamModel, type TeamModel } from './team-model.ts'
import type { TeamsModel, TeamsState } from './teams-model.ts'

interface EditorProps {
  teams: TeamsModel
  state: TeamsState
  /** Absent for a new one. */
  team: Team | undefined
}

/** One team: its name, its people, its hours and what it promises. */
export function TeamEditor({ teams, state, team }: EditorProps) {
  const { rest, storage } = useDesk()
  const { route } = useLocation()
  const model = useModel(() => createTeamModel({ rest, storage, teams }, team), team?.id ?? 'new')
  const [isArchiving, setArchiving] = useState(false)
  const words = t().teams
  const title = model.saved.value?.name ?? words.add
  useEffect(() => {
    document.title = `${title} · ${t().teams.title} · Baton`
  }, [t(), title])
  async function save(): Promise<void> {
    const isNew = model.saved.value === undefined
    const made = await model.save()
    if (made && isNew) route(`/console/teams/${encodeURIComponent(made.id)}`, true)
  }
  const { draft, problems } = model
  return (
    <main class="page team-page">
      <header class="page-head">
        <a class="icon-button" href="/console/teams" aria-label={words.back} title={words.back}>
          <ArrowLeft size={16} />
        </a>
        <h1>{title}</h1>
        {model.saved.value !== undefined && (
          <span class="detail-actions">
            <button type="button" class="button" onClick={() => setArchiving(true)}>
              <Archive size={14} />
              {words.archive}
            </button>
          </span>
        )}
      </header>
      <Notices model={model} />
      <div class="page-body">
        <div class="team-form" key={model.round.value}>
          <section class="team-part">
            <Field label={words.name} help={words.nameHelp} problem={shownProblem(model, 'name')}>
              {(control) => (
                <input
                  {...control}
                  class="input"
                  autocomplete="off"
                  maxLength={teamBounds.name}
                  value={draft.value.name}
                  onInput={(event) => model.change({ name: event.currentTarget.value })}
                />
              )}
            </Field>
          </section>
          <Members
            people={state.people}
            members={draft.value.members}
            problem={problemIn(problems.value, 'members')}
            onMembers={(members) => model.change({ members })}
          />
          <section class="team-part">
            <HoursChoice
              legend={words.hoursTitle}
              words={words.hours}
              hours={draft.value.hours}
              problems={problems.value}
              onHours={(hours) => model.change({ hours })}
            />
          </section>
          <Levels model={model} state={state} />
        </div>
      </div>
      <Save model={model} onSave={() => void save()} />
      {isArchiving && model.saved.value !== undefined && (
        <ArchiveDialog teams={teams} team={model.saved.value} onClose={() => setArchiving(false)} />
      )}
    </main>
  )
}

/** An empty name is no mistake before somebody has written anything. */
function shownProblem(model: TeamModel, path: 'name'): string | undefined {
  if (model.failure.value?.error === 'conflict' && !model.isStale.value) return t().teams.taken
  return model.changed.value.length === 0 ? undefined : problemIn(model.problems.value, path)
}

const minute = 60_000
/** Promises of minutes are written in minutes, those of days in hours. */
const units: Record<LevelName, number> = { answer: minute, round: minute, closure: 60 * minute }

function Levels({ model, state }: { model: TeamModel; state: TeamsState }) {
  const words = t().teams
  return (
    <section class="team-part">
      <h2>{words.levels}</h2>
      <p class="quiet">{words.levelsHelp}</p>
      <div class="team-level-fields">
        {levelNames.map((level) => {
          const unit = units[level]
          const target = model.draft.value.targets[level]
          return (
            <NumberField
              key={level}
              label={words.levelNames[level]}
              help={words.levelHelp[level](lengthText(state.levels[level]))}
              problem={problemIn(model.problems.value, `targets.${level}`)}
              unit={unit === minute ? words.minutes : words.hoursUnit}
              least={1}
              most={teamBounds.longestLevel / unit}
              value={target === undefined ? undefined : target / unit}
              onValue={(value) =>
                model.change({
                  targets: {
                    ...model.draft.value.targets,
                    // Hours may be halves; a level is of whole minutes.
                    [level]: value === undefined ? undefined : Math.round((value * unit) / minute) * minute,
                  },
                })
              }
            />
          )
        })}
      </div>
    </section>
  )
}

function Notices({ model }: { model: TeamModel }) {
  const words = t().teams
  const { isStale, saved, failure, isSaved } = model
  if (isStale.value && saved.value) {
    return (
      <StaleBanner
        text={words.stale(saved.value.updatedBy, weekdayTime(saved.value.updatedAt))}
        mine={words.mine}
        theirs={words.theirs}
        onMine={model.rebase}
        onTheirs={model.discard}
      />
    )
  }
  if (failure.value !== undefined) {
    const isName = failure.value.error === 'conflict'
    return <Banner tone="risk">{isName ? words.taken : failureText(failure.value)}</Banner>
  }
  return isSaved.value ? <Banner tone="person">{words.saved}</Banner> : null
}

function Save({ model, onSave }: { model: TeamModel; onSave: () => void }) {
  const words = t().teams
  const problems = model.problems.value.size
  if (model.changed.value.length === 0) return null
  return (
    <SaveBar
      status={problems > 0 ? words.toMend(number(problems)) : words.unsaved}
      discard={words.discard}
      canSave={problems === 0 && !model.isSaving.value && !model.isStale.value}
      onDiscard={model.discard}
      onSave={onSave}
    >
      {model.isSaving.value ? words.saving : model.saved.value ? words.save : words.create}
    </SaveBar>
  )
}

function ArchiveDialog({ teams, team, onClose }: { teams: TeamsModel; team: Team; onClose: () => void }) {
  const { route } = useLocation()
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const words = t().teams
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const result = await teams.archive(team)
    if (result.ok) route('/console/teams')
    else setProblem(failureText(result))
  }
  return (
    <Dialog title={words.archiveTitle(team.name)} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{words.archiveHelp}</p>
        {problem !== undefined && <Banner tone="risk">{problem}</Banner>}
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary">
            {words.archive}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
