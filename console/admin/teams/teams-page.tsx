import '../sites/without-eval.ts'
import '../../trainer/trainer.css'
import './teams.css'
import { Plus, UsersRound } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { isOpenAt, nextOpening } from '#shared/hours.ts'
import { levelNames } from '#shared/service-levels.ts'
import type { Team } from '#shared/team.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { duration, listed, now, number, weekdayTime } from '../../shell/format.ts'
import { Empty, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { t } from '../../texts/texts.ts'
import { useHash } from '../use-hash.ts'
import { lengthText } from './length-text.ts'
import { PeopleTable } from './people-table.tsx'
import { TeamEditor } from './team-editor.tsx'
import { createTeamsModel, type TeamsModel, type TeamsState } from './teams-model.ts'

const newAddress = '/console/teams/new'

/** The teams of a workspace, one of them, or what their people take on. */
export function TeamsPage() {
  const { rest } = useDesk()
  const model = useModel(() => createTeamsModel(rest), 'teams')
  const { path } = useLocation()
  const id = decodeURIComponent(/^\/console\/teams\/([^/]+)/.exec(path)?.[1] ?? '')
  useEffect(() => {
    void model.load()
  }, [model])
  const state = model.state.value
  if (state === undefined) {
    return (
      <main class="page">
        {model.failure.value ? (
          <LoadFailure failure={model.failure.value} onRetry={model.load} />
        ) : (
          <Skeleton rows={8} />
        )}
      </main>
    )
  }
  if (id === '') return <Overview model={model} state={state} />
  const team = state.teams.find((each) => each.id === id)
  if (team === undefined && path !== newAddress) return <Gone />
  return <TeamEditor key={id} teams={model} state={state} team={team} />
}

function Gone() {
  return (
    <main class="page">
      <Empty title={t().teams.gone}>
        <a class="button" href="/console/teams">
          {t().teams.goneAction}
        </a>
      </Empty>
    </main>
  )
}

function Overview({ model, state }: { model: TeamsModel; state: TeamsState }) {
  const words = t().teams
  const isPeople = useHash() === '#people'
  useEffect(() => {
    document.title = `${t().teams.title} · Baton`
  }, [t()])
  const add = (
    <a class="button button-primary" href={newAddress}>
      <Plus size={14} />
      {words.add}
    </a>
  )
  return (
    <main class="page">
      <header class="page-head">
        <h1>{words.title}</h1>
        <span class="quiet">{state.teams.length > 0 && words.count(number(state.teams.length))}</span>
        <span class="detail-actions">{add}</span>
      </header>
      <nav class="tabs team-tabs" aria-label={words.tabsLabel}>
        <a href="#teams" aria-current={isPeople ? undefined : 'page'}>
          {words.tabs.teams}
        </a>
        <a href="#people" aria-current={isPeople ? 'page' : undefined}>
          {words.tabs.people}
        </a>
      </nav>
      <div class="page-body">
        {isPeople ? (
          <PeopleTable model={model} state={state} />
        ) : state.teams.length === 0 ? (
          <Empty title={words.empty} help={words.emptyHelp} icon={<UsersRound size={20} />}>
            {add}
          </Empty>
        ) : (
          <>
            <p class="quiet team-help">{words.help}</p>
            <TeamTable state={state} />
          </>
        )}
      </div>
    </main>
  )
}

function TeamTable({ state }: { state: TeamsState }) {
  const words = t().teams
  return (
    <table class="table team-table">
      <thead>
        <tr>
          <th scope="col">{words.columns.name}</th>
          <th scope="col">{words.columns.people}</th>
          <th scope="col">{words.columns.hours}</th>
          <th scope="col">{words.columns.levels}</th>
          <th scope="col">{words.columns.updated}</th>
        </tr>
      </thead>
      <tbody>
        {state.teams.map((team) => (
          <tr key={team.id}>
            <td>
              <a class="team-name" href={`/console/teams/${encodeURIComponent(team.id)}`}>
                {team.name}
              </a>
            </td>
            <td class={team.members.length === 0 ? 'quiet' : undefined}>{membersText(team, state)}</td>
            <td>{hoursText(team)}</td>
            <td>
              <Levels team={team} state={state} />
            </td>
            <td class="quiet nowrap">
              {[duration(now.value - team.updatedAt), team.updatedBy].filter(Boolean).join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const mostNames = 3

function membersText({ members }: Team, { people }: TeamsState): string {
  const words = t().teams
  const names = people.filter(({ id }) => members.includes(id)).map(({ name }) => name)
  if (names.length === 0) return words.nobody
  const rest = names.length - mostNames
  return listed([...names.slice(0, mostNames), ...(rest > 0 ? [words.more(number(rest))] : [])])
}

function hoursText({ hours }: Team): string {
  const words = t().teams
  if (hours === undefined) return words.hours.always
  if (isOpenAt(hours, now.value)) return words.open
  const next = nextOpening(hours, now.value)
  return next === undefined ? words.neverOpen : words.closed(weekdayTime(next))
}

/** All three; those of the team itself stand out from the default. */
function Levels({ team, state }: { team: Team; state: TeamsState }) {
  const words = t().teams
  return (
    <span class="team-levels">
      {levelNames.map((level) => {
        const own = team.targets[level]
        return (
          <span
            key={level}
            class={own === undefined ? 'quiet' : undefined}
            title={own === undefined ? words.byDefault : undefined}
          >
            {words.shortLevels[level]} {lengthText(own ?? state.levels[level])}
          </span>
        )
      })}
    </span>
  )
}
