const minutes = (count: number) => (count === 1 ? '1 minute' : `${count} minutes`)

export const enWatch = {
  filter: 'Needs attention',
  filterShort: 'Attention',
  /** On a row: short. */
  chips: {
    risk: 'Risk',
    anger: 'Angry',
    'mood-falling': 'Mood falling',
    'going-in-circles': 'Going in circles',
    'silence-after-answer': 'Silent after an answer',
    'visitor-waiting': 'Long wait',
    'agent-silent': 'Agent silent',
    'unassigned-too-long': 'Nobody took it',
    'service-level-near': 'Level near',
    'service-level-breached': 'Level missed',
  },
  /** In a sentence, with the number. */
  reasons: {
    risk: (_value: number, detail: string) => `risk (${detail})`,
    anger: (_value: number, share: string) => `angry (${share})`,
    'mood-falling': (_value: number, share: string) => `mood falling (${share} unhappy)`,
    'going-in-circles': (value: number) => `going in circles (${value} repeats)`,
    'silence-after-answer': (value: number) => `silent for ${minutes(value)} after an unsure answer`,
    'visitor-waiting': (value: number) => `waiting ${minutes(value)}`,
    'agent-silent': (value: number) => `no reply from the agent for ${minutes(value)}`,
    'unassigned-too-long': (value: number) => `nobody took it for ${minutes(value)}`,
    'service-level-near': (_value: number, detail: string) => `service level near: ${detail}`,
    'service-level-breached': (_value: number, detail: string) => `service level missed: ${detail}`,
  },
  risks: {
    'self-harm': 'self-harm',
    violence: 'violence',
    danger: 'danger',
    'legal-threat': 'legal threat',
    'payment-data': 'payment data',
  },
  levels: {
    answer: 'first reply of a person',
    round: 'reply to a message',
    closure: 'resolution',
  },
  headline: {
    handOver: (reasons: string) => `Handed over by the watcher: ${reasons}`,
    raised: (reasons: string) => `Priority raised: ${reasons}`,
    noted: (reasons: string) => `Needs attention: ${reasons}`,
    calmed: (moods: string) => `Calmed down: ${moods}`,
  },
  forSupervisor: 'for the supervisor',
  breached: (level: string, limit: string) => `Service level missed: ${level} within ${limit}`,
  joined: (team: string) => `@${team} was asked to join`,
  team: (team: string) => `With ${team}`,
}
