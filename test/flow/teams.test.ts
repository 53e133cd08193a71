import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { addWorkspace } from '../support/workspaces.ts'

/** Monday, ten in Berlin; the tests move it on. */
let clock = Date.parse('2026-06-15T10:00:00+02:00')
const minute = 60_000
let app: TestApp
let administrator: { token: string; personId: string }
let agent: { token: string; personId: string }
beforeAll(async () => {
  app = await startTestApp({ now: () => clock })
  ;[administrator, agent] = await Promise.all([app.signIn('administrator'), app.signIn('agent')])
})
afterAll(() => app.close())

const rest = (method: string, path: string, body?: unknown, who = administrator): Promise<Untyped> =>
  call(app.base, method, path, { token: who.token, ...(body !== undefined && { body }) })
const closed = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const office = {
  timeZone: 'Europe/Berlin',
  week: { ...closed, monday: [{ from: '09:00', to: '17:00' }], tuesday: [{ from: '09:00', to: '17:00' }] },
  holidays: [],
}
const add = async (name: string, more: object = {}): Promise<Untyped> =>
  (await rest('POST', '/teams', { name, ...more })).team

describe('teams over REST', () => {
  test('a team is made, read, listed, changed and archived, and each change is its own version', async () => {
    const content = {
      name: '  Delivery   配送 ',
      hours: office,
      targets: { answer: 10 * minute, closure: 480 * minute },
      members: [agent.personId, agent.personId],
    }
    const made = await rest('POST', '/teams', content)
    expect(made).toMatchObject({
      status: 200,
      ok: true,
      team: {
        name: 'Delivery 配送',
        hours: office,
        targets: { answer: 600_000, closure: 28_800_000 },
        members: [agent.personId],
        version: 1,
        updatedBy: 'Maya Chen',
        updatedAt: clock,
      },
    })
    const { id } = made.team
    expect((await rest('GET', `/teams/${id}`, undefined, agent)).team).toEqual(made.team)
    const listed = await rest('GET', '/teams', undefined, agent)
    expect(listed.teams).toContainEqual(made.team)
    expect(listed.levels).toEqual({ answer: 1_800_000, round: 180_000, closure: 86_400_000 })
    const changed = await rest('PUT', `/teams/${id}`, { name: 'Delivery', version: 1 })
    expect(changed.team).toMatchObject({ name: 'Delivery', targets: {}, members: [], version: 2 })
    expect(changed.team.hours).toBeUndefined()
    const archived = await rest('POST', `/teams/${id}/archive`, { version: 2 })
    expect(archived.team).toMatchObject({ version: 3, archivedAt: clock })
    const after = await rest('GET', '/teams')
    expect(after.teams.filter((team: Untyped) => team.id === id)).toEqual([])
    expect((await rest('GET', `/teams/${id}`)).team.archivedAt).toBe(clock)
    // Its name is free again.
    expect(await rest('POST', '/teams', { name: 'DELIVERY' })).toMatchObject({ ok: true })
  })

  test('capacity and skills have defaults, and are changed by version', async () => {
    const path = `/people/${agent.personId}/desk`
    expect((await rest('GET', path, undefined, agent)).profile).toEqual({
      personId: agent.personId,
      capacity: 5,
      skills: [],
      version: 0,
    })
    const skills = [
      { kind: 'language', value: 'zh' },
      { kind: 'topic', value: 'return' },
      { kind: 'vip', value: 'gold' },
    ]
    const saved = await rest('PUT', path, { capacity: 3, skills, version: 0 })
    expect(saved.profile).toEqual({ personId: agent.personId, capacity: 3, skills, version: 1 })
    const { profiles } = await rest('GET', '/desk-profiles', undefined, agent)
    expect(profiles).toContainEqual(saved.profile)
    expect(await rest('PUT', path, { capacity: 9, skills: [], version: 0 })).toMatchObject({
      status: 409,
      error: 'conflict',
      message: 'This is at version 1 by now; read it again before you change it.',
    })
    expect((await rest('PUT', path, { capacity: 0, skills: [], version: 1 })).profile.capacity).toBe(0)
  })

  test('of two who change the same version one wins, and the other is told', async () => {
    const { id } = await add('Returns')
    const answers = await Promise.all([
      rest('PUT', `/teams/${id}`, { name: 'Returns A', version: 1 }),
      rest('PUT', `/teams/${id}`, { name: 'Returns B', version: 1 }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      error: 'conflict',
      message: 'This team is at version 2 by now; read it again before you change it.',
    })
  })

  test('whoever may not change teams reads them only, and nobody reads them unasked', async () => {
    const { id, version } = await add('Read only')
    for (const [method, path, body] of [
      ['POST', '/teams', { name: 'Mine' }],
      ['PUT', `/teams/${id}`, { name: 'Mine', version }],
      ['POST', `/teams/${id}/archive`, { version }],
      ['PUT', `/people/${agent.personId}/desk`, { capacity: 1, skills: [], version: 1 }],
    ] as const)
      expect(await rest(method, path, body, agent), path).toMatchObject({ status: 403, error: 'forbidden' })
    for (const path of ['/teams', `/teams/${id}`, '/desk-profiles', `/people/${agent.personId}/desk`])
      expect(await call(app.base, 'GET', path), path).toMatchObject({ status: 401, error: 'unauthenticated' })
  })

  test('every route is described', async () => {
    const { paths } = (await (await fetch(`${app.base}/api/v1/openapi.json`)).json()) as Untyped
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/teams',
        '/teams/{id}',
        '/teams/{id}/archive',
        '/people/{id}/desk',
        '/desk-profiles',
      ]),
    )
    expect(JSON.stringify(paths['/teams'].post)).toContain('timeZone')
  })
})

describe('bad input', () => {
  test('another workspace’s teams and people are not there', async () => {
    const other = await addWorkspace(app)
    const { id } = await add('Ours')
    for (const answer of [
      await rest('GET', `/teams/${id}`, undefined, other),
      await rest('PUT', `/teams/${id}`, { name: 'Theirs', version: 1 }, other),
      await rest('POST', `/teams/${id}/archive`, { version: 1 }, other),
      await rest('GET', `/people/${agent.personId}/desk`, undefined, other),
      await rest('PUT', `/people/${agent.personId}/desk`, { capacity: 1, skills: [], version: 0 }, other),
    ])
      expect(answer).toMatchObject({ status: 404, error: 'not-found' })
    expect((await rest('GET', '/teams', undefined, other)).teams).toEqual([])
    expect((await rest('GET', '/desk-profiles', undefined, other)).profiles).toHaveLength(1)
    expect(await rest('POST', '/teams', { name: 'Spies', members: [agent.personId] }, other)).toMatchObject({
      status: 400,
      error: 'invalid',
      issues: [{ path: 'members.0', message: 'Nobody in this workspace has this id.' }],
    })
    // The same name in another workspace is another team.
    expect(await rest('POST', '/teams', { name: 'Ours' }, other)).toMatchObject({ ok: true })
  })

  test('a team that does not exist, or is archived, is refused with a sentence', async () => {
    const nowhere = `/teams/${randomUUID()}`
    for (const answer of [
      await rest('GET', nowhere),
      await rest('PUT', nowhere, { name: 'X', version: 1 }),
      await rest('POST', `${nowhere}/archive`, { version: 1 }),
    ])
      expect(answer).toMatchObject({ status: 404, message: 'This team does not exist.' })
    const { id } = await add('Old')
    await rest('POST', `/teams/${id}/archive`, { version: 1 })
    for (const answer of [
      await rest('PUT', `/teams/${id}`, { name: 'New', version: 2 }),
      await rest('POST', `/teams/${id}/archive`, { version: 2 }),
    ])
      expect(answer).toMatchObject({ status: 409, message: 'This team is archived.' })
  })

  test.each<[string, object, string, RegExp]>([
    ['no name', { name: ' ' }, 'name', /has a name/],
    ['a name as long as a page', { name: 'x'.repeat(61) }, 'name', /at most 60/],
    [
      'a time zone that is none',
      { hours: { ...office, timeZone: 'Mars/Base' } },
      'hours.timeZone',
      /no time zone/,
    ],
    [
      'an offset for a time zone',
      { hours: { ...office, timeZone: '+02:00' } },
      'hours.timeZone',
      /no time zone/,
    ],
    [
      'hours that overlap',
      {
        hours: {
          ...office,
          week: {
            ...closed,
            monday: [
              { from: '09:00', to: '13:00' },
              { from: '12:00', to: '17:00' },
            ],
          },
        },
      },
      'hours.week.monday',
      /at the same time/,
    ],
    ['hours that never open', { hours: { ...office, week: closed } }, 'hours.week', /never open/],
    ['a negative level', { targets: { answer: -60_000 } }, 'targets.answer', /at least one minute/],
    ['no time at all', { targets: { round: 0 } }, 'targets.round', /at least one minute/],
    [
      'a level of a year',
      { targets: { closure: 365 * 24 * 60 * minute } },
      'targets.closure',
      /at most 30 days/,
    ],
    [
      'a level beyond all numbers',
      { targets: { closure: 1e300 } },
      'targets.closure',
      /whole number|at most/,
    ],
    ['half a minute', { targets: { round: 90_500 } }, 'targets.round', /whole number of minutes/],
    ['a level nobody knows', { targets: { lunch: 60_000 } }, 'targets', /./],
    ['a field nobody knows', { colour: 'red' }, '', /./],
    ['nobody as a member', { members: ['nobody'] }, 'members.0', /Nobody in this workspace/],
  ])('%s is refused where it is wrong', async (_name, wrong, path, message) => {
    const answer = await rest('POST', '/teams', { name: `Team ${randomUUID().slice(0, 8)}`, ...wrong })
    expect(answer).toMatchObject({ status: 400, error: 'invalid' })
    expect(answer.issues).toContainEqual({ path, message: expect.stringMatching(message) })
  })

  test.each<[string, object, string]>([
    ['a negative capacity', { capacity: -1 }, 'capacity'],
    ['half a conversation', { capacity: 2.5 }, 'capacity'],
    ['a thousand at once', { capacity: 1_000 }, 'capacity'],
    ['a skill of no kind', { skills: [{ kind: 'magic', value: 'x' }] }, 'skills.0.kind'],
    ['a skill in nothing', { skills: [{ kind: 'topic', value: ' ' }] }, 'skills.0.value'],
    [
      'the same skill twice',
      {
        skills: [
          { kind: 'topic', value: 'Return' },
          { kind: 'topic', value: 'ｒeturn' },
        ],
      },
      'skills',
    ],
    ['no version', { version: undefined }, 'version'],
  ])('%s is refused', async (_name, wrong, path) => {
    const body = { capacity: 5, skills: [], version: 0, ...wrong }
    const answer = await rest('PUT', `/people/${administrator.personId}/desk`, body)
    expect(answer).toMatchObject({ status: 400, error: 'invalid' })
    expect(answer.issues.map((issue: Untyped) => issue.path)).toContain(path)
  })

  test('two teams cannot have one name, whatever its capitals and widths', async () => {
    await add('Money back')
    for (const name of ['money  BACK', 'Ｍoney back'])
      expect(await rest('POST', '/teams', { name })).toMatchObject({
        status: 409,
        message: 'There is a team with the name “Money back” already.',
      })
  })
})

describe('the clock of a conversation', () => {
  const waiting = async (teamId: string) => {
    const visitor = await connectVisitor(app.base)
    const { conversationId } = await visitor.say('I want to speak to a real person')
    await visitor.event((event) => event.type === 'conversation:queued')
    const desk = await connectDesk(app.base, agent.token)
    const watched = async () => (await desk.ask('conversation:watch', { conversationId })).conversation
    const { fence } = await desk.ask('conversation:accept', {
      conversationId,
      fence: (await watched()).fence,
    })
    await desk.ask('conversation:transfer', { conversationId, fence, teamId })
    return { visitor, desk, conversationId, watched }
  }

  test('runs in the hours of its team, is shown with its due time, and its people alone are called', async () => {
    clock = Date.parse('2026-06-15T16:50:00+02:00')
    const team = await add('Night watch', { hours: office, members: [agent.personId] })
    const { visitor, desk, conversationId, watched } = await waiting(team.id)
    const supervisor = await connectDesk(app.base, (await app.signIn('supervisor')).token)
    const due = Date.parse('2026-06-16T09:20:00+02:00')
    const list = await desk.ask('inbox:list', { view: 'waiting' })
    expect(list.at).toBe(clock)
    const row = list.conversations.find((each: Untyped) => each.id === conversationId)
    expect(row.clocks[0]).toMatchObject({ level: 'answer', dueAt: due, isLate: false })
    expect((await watched()).clocks).toEqual(row.clocks)
    // Through the closed night nothing happens.
    clock = Date.parse('2026-06-16T09:13:00+02:00')
    expect(await desk.ask('inbox:list', { view: 'attention' })).toMatchObject({ ok: true })
    clock = Date.parse('2026-06-16T09:14:30+02:00')
    expect(await desk.fact('level:noted', (fact) => fact.conversationId === conversationId)).toMatchObject({
      level: 'answer',
      state: 'near',
      teamId: team.id,
    })
    clock = due
    await desk.fact(
      'level:noted',
      (fact) => fact.conversationId === conversationId && fact.state === 'breached',
    )
    const { events } = await desk.ask('conversation:sync', { conversationId, after: 0 })
    expect(events.filter((event: Untyped) => event.type === 'sla:breached')).toMatchObject([
      { level: 'answer', limit: 30 * minute },
    ])
    const { conversations } = await supervisor.ask('inbox:list', { view: 'attention' })
    expect(conversations.find((each: Untyped) => each.id === conversationId)).toMatchObject({
      priority: 2,
      clocks: expect.arrayContaining([expect.objectContaining({ level: 'answer', isLate: true })]),
    })
    expect(supervisor.told.filter(({ name }) => name === 'level:noted')).toEqual([])
    // Nothing of it is the visitor's.
    expect(JSON.stringify(visitor.told)).not.toMatch(/sla:breached|watch:noted|dueAt|Night watch/)
    for (const client of [visitor, desk, supervisor]) client.close()
  })

  test('a time that a client sends counts for nothing: the server’s alone does', async () => {
    clock = Date.parse('2026-06-15T10:00:00+02:00')
    const team = await add('On time')
    const { visitor, desk, conversationId, watched } = await waiting(team.id)
    const [before] = (await watched()).clocks
    expect(before).toMatchObject({ level: 'answer', dueAt: clock + 30 * minute })
    clock += minute
    const hourAhead = { at: clock + 60 * minute, seq: 1, createdAt: clock + 60 * minute }
    const sent = await visitor.say('Are you there?', { conversationId, ...hourAhead })
    expect(sent.at).toBe(clock)
    const hourBehind = { at: clock - 60 * minute, since: clock - 60 * minute }
    await desk.ask('note:add', { conversationId, text: 'Looking', ...hourBehind })
    const after = await watched()
    expect(after.clocks[0]).toEqual(before)
    for (const event of after.events) expect(event.at).toBeLessThanOrEqual(clock)
    for (const client of [visitor, desk]) client.close()
  })
})
