import '../../trainer/trainer.css'
import '../../agent/presence/presence.css'
import './floor.css'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { FloorConversation } from '#shared/floor.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { timeOfDay } from '../../shell/format.ts'
import { Banner, LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { useModel } from '../../shell/use-model.ts'
import { failureText, t } from '../../texts/texts.ts'
import { ActDialog } from './act-dialogs.tsx'
import type { ActName } from './acts.tsx'
import { AgeingList } from './ageing-list.tsx'
import { BreachList } from './breach-list.tsx'
import { addressOf } from './conversation-link.tsx'
import { createFloorModel } from './floor-model.ts'
import { PeopleTable } from './people-table.tsx'
import { QueueTable } from './queue-table.tsx'
import { Tiles } from './tiles.tsx'

/** Everything that goes on at the desk, as it goes on, and what a supervisor does about it. */
export function FloorPage() {
  const { connection, workspace } = useDesk()
  const { route } = useLocation()
  const model = useModel(() => createFloorModel(connection), workspace.id)
  const [acting, setActing] = useState<{ act: ActName; conversation: FloorConversation } | undefined>(
    undefined,
  )
  const [said, setSaid] = useState<string | undefined>(undefined)
  const words = t().floor
  useEffect(() => {
    document.title = `${words.title} · Baton`
  }, [words])
  const floor = model.floor.value
  const failure = model.failure.value
  const teams = new Map(floor?.queues.flatMap(({ team }) => (team ? [[team.id, team.name]] : [])) ?? [])

  function onAct(act: ActName, conversation: FloorConversation): void {
    setSaid(undefined)
    setActing({ act, conversation })
  }
  function onDone(what: string | undefined): void {
    const taken = acting?.act === 'stepIn' ? acting.conversation : undefined
    setActing(undefined)
    setSaid(what)
    // Whoever steps in has something to say there.
    if (taken) route(addressOf({ id: taken.id, status: 'assigned' }))
  }

  return (
    <main class="page">
      <header class="page-head">
        <h1>{words.title}</h1>
        {floor !== undefined && (
          <span class="quiet">{failure === undefined ? words.live : words.stale(timeOfDay(floor.at))}</span>
        )}
      </header>
      <div class="page-body floor">
        {floor === undefined && failure === undefined && <Skeleton rows={8} />}
        {floor === undefined && failure !== undefined && (
          <LoadFailure failure={failure} onRetry={() => void model.read()} />
        )}
        {floor !== undefined && (
          <>
            {failure !== undefined && <Banner tone="waiting">{failureText(failure)}</Banner>}
            {said !== undefined && <Banner tone="person">{said}</Banner>}
            <Tiles floor={floor} />
            <QueueTable queues={floor.queues} />
            <AgeingList ageing={floor.ageing} teams={teams} onAct={onAct} />
            <PeopleTable people={floor.people} onAct={onAct} />
            <BreachList breaches={floor.breaches} teams={teams} onAct={onAct} />
          </>
        )}
      </div>
      {acting !== undefined && floor !== undefined && (
        <ActDialog
          {...acting}
          floor={floor}
          model={model}
          onDone={onDone}
          onClose={() => setActing(undefined)}
        />
      )}
    </main>
  )
}
