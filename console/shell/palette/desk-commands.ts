import { languages } from '#shared/knowledge.ts'
import { may } from '#shared/people.ts'
import { presenceChoices } from '#shared/presence.ts'
import { views } from '../../agent/inbox/inbox-address.ts'
import type { Catalogue } from '../../texts/texts.ts'
import type { OwnCommand } from '../commands/registry.ts'
import type { Desk } from '../desk-context.ts'
import { pages } from '../navigation.tsx'
import { chooseLanguage, chooseTheme, themes } from '../preferences.ts'

type DeskCommand = Omit<OwnCommand, 'title'> & { title: (words: Catalogue) => string }

/** The commands that are there on every page: where one can go, and what is one's own to set. */
export function deskCommands(desk: Desk, route: (address: string) => void): DeskCommand[] {
  const { person, storage, session } = desk
  const open = pages.filter(({ needs }) => may(person.role, needs))
  return [
    ...open.map(({ path, name }) => ({
      id: `page-${name}`,
      group: 'pages' as const,
      title: (words: Catalogue) => words.tools.palette.goTo(words.shell[name]),
      run: () => route(path),
    })),
    ...views.map((view) => ({
      id: `view-${view}`,
      group: 'views' as const,
      title: (words: Catalogue) => words.tools.palette.view(viewName(words, view)),
      run: () => route(`/console/?view=${view}`),
    })),
    ...presenceChoices.map((choice) => ({
      id: `presence-${choice}`,
      group: 'desk' as const,
      title: ({ presence }: Catalogue) => presence.set(presence.names[choice]),
      run: () => void desk.tools.presence.choose(choice),
    })),
    ...languages.map((language) => ({
      id: `language-${language}`,
      group: 'desk' as const,
      title: ({ tools }: Catalogue) =>
        language === 'zh' ? tools.palette.inChinese : tools.palette.inEnglish,
      run: () => chooseLanguage(storage, language),
    })),
    ...themes.map((theme) => ({
      id: `theme-${theme}`,
      group: 'desk' as const,
      title: (words: Catalogue) => words.tools.palette.themeOf(words.shell[theme]),
      run: () => chooseTheme(storage, theme),
    })),
    {
      id: 'page-macros',
      group: 'pages' as const,
      title: (words: Catalogue) => words.tools.palette.goTo(words.tools.macros.title),
      run: () => route('/console/macros'),
    },
    ...(may(person.role, 'knowledge:read')
      ? [
          {
            id: 'page-synonyms',
            group: 'pages' as const,
            title: (words: Catalogue) => words.tools.palette.goTo(words.synonyms.title),
            run: () => route('/console/synonyms'),
          },
        ]
      : []),
    {
      id: 'account',
      group: 'desk' as const,
      title: (words: Catalogue) => words.shell.account,
      run: () => route('/console/account'),
    },
    {
      id: 'sign-out',
      group: 'desk' as const,
      title: (words: Catalogue) => words.shell.signOut,
      run: () => void session.signOut(),
    },
  ]
}

function viewName({ agent, tools, presence }: Catalogue, view: (typeof views)[number]): string {
  if (view === 'attention' || view === 'promises') return tools.palette[view]
  if (view === 'helping') return presence.pullIn.list
  return agent.views[view]
}
