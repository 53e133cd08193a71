import { enAgent } from './en-agent.ts'
import { enApprovals } from './en-approvals.ts'
import { enAttachments } from './en-attachments.ts'
import { enCards } from './en-cards.ts'
import { enCase } from './en-case.ts'
import { enCopilot } from './en-copilot.ts'
import { enDefects } from './en-defects.ts'
import { enFloor } from './en-floor.ts'
import { enKnowledge } from './en-knowledge.ts'
import { enPeople } from './en-people.ts'
import { enPresence } from './en-presence.ts'
import { enResponsibilities } from './en-responsibilities.ts'
import { enSearch } from './en-search.ts'
import { enSites } from './en-sites.ts'
import { enSynonyms } from './en-synonyms.ts'
import { enTeams } from './en-teams.ts'
import { enTools } from './en-tools.ts'
import { enTrace } from './en-trace.ts'
import { enVisitor } from './en-visitor.ts'
import { enVisitorData } from './en-visitor-data.ts'
import { enWatch } from './en-watch.ts'
import { enWrapUp } from './en-wrap-up.ts'

export const en = {
  shell: {
    product: 'Baton',
    inbox: 'Inbox',
    floor: 'Floor',
    defects: 'Defects',
    knowledge: 'Knowledge',
    releases: 'Releases',
    responsibilities: 'Responsibility',
    sites: 'Sites',
    tags: 'Tags',
    teams: 'Teams',
    people: 'People',
    mentions: 'Mentions',
    replies: 'Replies',
    pages: 'Pages',
    account: 'Account',
    language: 'Language',
    theme: 'Theme',
    auto: 'Auto',
    light: 'Light',
    dark: 'Dark',
    signOut: 'Sign out',
    shortcuts: 'Keyboard shortcuts',
    offline:
      'No connection. What you see may be out of date; drafts are kept on this computer. Reconnecting…',
    back: 'Back',
    outdated: 'A newer version of the desk is ready.',
    reload: 'Reload',
    notFound: 'There is nothing at this address.',
    notFoundAction: 'Go to the inbox',
    refused: 'Your role does not include this page.',
    broken: 'This page could not be shown.',
    brokenHelp: 'Nothing you saved is lost. Reload the page; if it happens again, tell your administrator.',
  },
  roles: {
    agent: 'Agent',
    trainer: 'Trainer',
    supervisor: 'Supervisor',
    administrator: 'Administrator',
  },
  common: {
    cancel: 'Cancel',
    save: 'Save',
    close: 'Close',
    retry: 'Try again',
    more: 'Show more',
    loading: 'Loading',
    required: 'Required',
    couldNotLoad: 'This could not be loaded.',
    now: 'now',
    today: 'Today',
    yesterday: 'Yesterday',
    tomorrow: 'Tomorrow',
    release: (number: number) => `Release ${number}`,
    languages: { en: 'English', zh: '中文' },
    marks: { en: 'EN', zh: '中' },
  },
  failures: {
    invalid: 'Something in this entry is not right.',
    unauthenticated: 'You are signed out. Sign in again to go on.',
    forbidden: 'Your role may not do this.',
    'not-found': 'This does not exist any more.',
    conflict: 'Someone else was first. You now see the newest state.',
    stale: 'This has changed hands since you opened it. You now see the newest state.',
    'too-large': 'This is too large.',
    rateLimited: (seconds: number) => `Too many requests. Try again in ${seconds} s.`,
    unavailable: 'No connection to the server. Nothing was changed.',
    outdated: 'This page is from an older version. Reload it.',
    internal: 'The server made a mistake. Nothing was changed; try again.',
  },
  reasons: {
    'visitor-request': 'Asked for a person',
    'low-confidence': 'Not sure enough',
    'no-knowledge': 'No article',
    'negative-sentiment': 'Upset',
    policy: 'Policy',
    safety: 'Safety',
    'repeated-failure': 'Missed repeatedly',
    'tool-failure': 'System failed',
    'assistant-failure': 'Assistant failed',
    'agent-takeover': 'Taken over',
  },
  kinds: {
    wrong: 'Wrong',
    missed: 'Missed',
    slow: 'Slow',
    mishandled: 'Mishandled',
    tone: 'Tone',
    breach: 'Breach',
  },
  kindHelp: {
    wrong: 'The answer is not true, or not for this question.',
    missed: 'It could have answered, and did not.',
    slow: 'The answer came too late to help.',
    mishandled: 'It should have handed over, asked, or done something else.',
    tone: 'Right in substance, wrong in how it was said.',
    breach: 'It said or did something it must not.',
  },
  agent: enAgent,
  approvals: enApprovals,
  attachments: enAttachments,
  cards: enCards,
  case: enCase,
  copilot: enCopilot,
  defects: enDefects,
  floor: enFloor,
  knowledge: enKnowledge.knowledge,
  releases: enKnowledge.releases,
  search: enSearch,
  sites: enSites,
  visitor: enVisitor,
  visitorData: enVisitorData,
  synonyms: enSynonyms,
  people: enPeople,
  responsibilities: enResponsibilities,
  teams: enTeams,
  presence: enPresence,
  tools: enTools,
  trace: enTrace,
  watch: enWatch,
  wrapUp: enWrapUp,
}
