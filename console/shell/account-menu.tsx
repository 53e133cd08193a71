import { Command, Keyboard, LogOut, SlidersHorizontal, UserRound } from 'lucide-preact'
import { languages } from '#shared/knowledge.ts'
import { PresenceDot, PresenceRow, presenceText } from '../agent/presence/presence-choice.tsx'
import { language, t } from '../texts/texts.ts'
import { keyName } from './commands/list.ts'
import { useDesk } from './desk-context.ts'
import { chooseLanguage, chooseTheme, type Storage, theme, themes } from './preferences.ts'

export function LanguageSwitch({ storage }: { storage: Storage }) {
  return (
    <fieldset class="segments" aria-label={t().shell.language}>
      {languages.map((each) => (
        <button
          type="button"
          key={each}
          lang={each === 'zh' ? 'zh-CN' : 'en'}
          aria-pressed={language.value === each}
          onClick={() => chooseLanguage(storage, each)}
        >
          {t().common.languages[each]}
        </button>
      ))}
    </fieldset>
  )
}

/** Who is signed in, and what is theirs to set. A popover: Escape and a click beside it close it. */
export function AccountMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const desk = useDesk()
  const words = t().shell
  const presence = desk.tools.presence.mine.value
  function closeMenu(): void {
    document.getElementById('account-menu')?.hidePopover()
  }
  /** As its key would, from wherever it is bound. */
  function run(command: string): void {
    closeMenu()
    for (const action of desk.tools.commands.actionsOf([command])) action()
  }
  function shortcuts(): void {
    closeMenu()
    onShortcuts()
  }
  return (
    <>
      <button type="button" class="account-button" popovertarget="account-menu" title={words.account}>
        <span class="face" aria-hidden="true">
          {initials(desk.person.name)}
          <PresenceDot presence={presence} />
        </span>
        <span class="account-name">
          <span>{desk.person.name}</span>
          <small>{presence === 'online' ? t().roles[desk.person.role] : presenceText(presence)}</small>
        </span>
      </button>
      <div id="account-menu" popover="auto" class="menu account-menu">
        <div class="menu-head">
          <strong>{desk.person.name}</strong>
          <span>
            {t().roles[desk.person.role]} · {desk.workspace.name}
          </span>
          <span>{desk.person.email}</span>
        </div>
        <PresenceRow model={desk.tools.presence} />
        <div class="menu-row">
          <span>{words.language}</span>
          <LanguageSwitch storage={desk.storage} />
        </div>
        <div class="menu-row">
          <span>{words.theme}</span>
          <fieldset class="segments" aria-label={words.theme}>
            {themes.map((each) => (
              <button
                type="button"
                key={each}
                aria-pressed={theme.value === each}
                onClick={() => chooseTheme(desk.storage, each)}
              >
                {words[each]}
              </button>
            ))}
          </fieldset>
        </div>
        <a class="menu-item" href="/console/account" onClick={closeMenu}>
          <UserRound size={16} /> {t().people.account.menu}
        </a>
        <button type="button" class="menu-item" onClick={() => run('settings')}>
          <SlidersHorizontal size={16} /> {t().tools.settings.title}
        </button>
        <button type="button" class="menu-item" onClick={() => run('palette')}>
          <Command size={16} /> {t().tools.palette.title} <kbd>{keyName('Mod+K')}</kbd>
        </button>
        <button type="button" class="menu-item" onClick={shortcuts}>
          <Keyboard size={16} /> {words.shortcuts} <kbd>?</kbd>
        </button>
        <button type="button" class="menu-item" onClick={() => void desk.session.signOut()}>
          <LogOut size={16} /> {words.signOut}
        </button>
      </div>
    </>
  )
}

/** "Mei Lin" → ML; Chinese names show their last character, as Chinese products do. */
export function initials(name: string): string {
  if (/\p{Script=Han}/u.test(name)) return name.trim().slice(-1)
  const words = name.trim().split(/\s+/)
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase()
}
