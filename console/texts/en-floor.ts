export const enFloor = {
  title: 'Floor',
  live: 'Live',
  stale: (time: string) => `As of ${time}`,
  finding: {
    calm: 'All is well: nobody waits too long, and no service level is missed.',
    late: (count: string, isOne: boolean) =>
      isOne
        ? '1 conversation has missed a service level.'
        : `${count} conversations have missed a service level.`,
    near: (count: string, isOne: boolean) =>
      isOne ? '1 service level is nearly missed.' : `${count} service levels are nearly missed.`,
    nobody: (count: string, isOne: boolean) =>
      isOne ? '1 visitor waits, and nobody is online.' : `${count} visitors wait, and nobody is online.`,
    full: 'Visitors wait, and everybody who is online has all they can take.',
  },
  tiles: {
    waiting: 'Waiting',
    longest: (time: string) => `Longest ${time}`,
    nobodyWaits: 'Nobody waits',
    late: 'Levels missed now',
    breaches: (count: string) => `${count} in the last 24 hours`,
    people: 'Online',
    others: (away: string, busy: string) => `${away} away · ${busy} do not disturb`,
    today: 'Ended today',
    todayHelp: (handedOver: string, answered: string) => `${handedOver} handed over · ${answered} answered`,
  },
  short: 'under 1 min',
  more: (count: string) => `more than ${count}`,
  queues: {
    title: 'Queues',
    general: 'General queue',
    columns: {
      name: 'Queue',
      waiting: 'Waiting',
      longest: 'Longest wait',
      hours: 'Hours',
      people: 'People',
      load: 'Load',
    },
    open: 'Open',
    closed: 'Closed',
    opens: (time: string) => `opens ${time}`,
    nobody: 'Nobody here',
  },
  people: {
    title: 'People',
    columns: { name: 'Person', load: 'Load', conversations: 'Conversations' },
    none: 'Nothing at the moment',
    empty: 'There is nobody in this workspace yet.',
    has: (time: string) => `for ${time}`,
    waits: (time: string) => `visitor waits ${time}`,
  },
  ageing: {
    title: 'Due first',
    columns: { visitor: 'Conversation', owner: 'With', clock: 'Service level', acts: 'Actions' },
    empty: 'No clock is running.',
    emptyHelp: 'Conversations that owe a visitor something stand here, the first due in front.',
    waiting: 'In the queue',
    automated: 'The assistant',
  },
  breaches: {
    title: 'Missed in the last 24 hours',
    empty: 'Nothing was missed.',
    columns: { at: 'When', level: 'Level' },
    over: 'Ended',
  },
  acts: {
    stepIn: 'Step in',
    reassign: 'Reassign',
    whisper: 'Whisper',
    mine: 'Yours',
  },
  stepIn: {
    title: 'Step in',
    help: (owner: string) =>
      `You take this conversation over from ${owner}, and the visitor sees your name. What ${owner} is writing stays with them as a draft and is not sent.`,
    helpWaiting: 'You take this conversation, and the visitor sees your name.',
    submit: 'Take over',
  },
  reassign: {
    title: 'Reassign',
    help: 'It goes at once, without being asked for. A team gets it at the place it had in the queue.',
    people: 'People',
    teams: 'Teams',
    teamHelp: 'Waits in the team’s queue',
    full: 'Full',
    submit: 'Reassign',
  },
  whisper: {
    title: (name: string) => `Whisper to ${name}`,
    help: 'Only they and supervisors see it, in the conversation. The visitor never does.',
    text: 'What you want to tell them',
    submit: 'Whisper',
    head: (by: string, to: string) => `${by} whispered to ${to}`,
    headToMe: (by: string) => `${by} whispered to you`,
    never: 'Never seen by the visitor',
  },
  done: {
    reassigned: (to: string) => `It is with ${to} now.`,
    whispered: (to: string) => `${to} was told.`,
  },
  refused: {
    conflict: 'It changed hands meanwhile, so nothing was done. This is how it stands now.',
  },
  lines: {
    steppedIn: (by: string, from: string) => `${by} stepped in and took over from ${from}`,
    tookFromQueue: (by: string) => `${by} stepped in`,
    moved: (by: string, to: string, from: string) => `${by} moved it from ${from} to ${to}`,
    given: (by: string, to: string) => `${by} gave it to ${to}`,
  },
}
