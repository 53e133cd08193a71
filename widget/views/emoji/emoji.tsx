import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useWidget } from '../context.ts'
import { Icon, icons } from '../icons.tsx'
import { useLaterTexts } from '../later.ts'
import { type EmojiGroup, emojiGroups, readRecent, withRecent } from './groups.ts'

export { default as styles } from './emoji.css?inline'

const key = 'emoji'

interface EmojiProps {
  insert: (sign: string) => void
  /** On a phone one button offers files and signs; there, the field that files are chosen with. */
  files?: string | undefined
}

/** Signs to put where the visitor writes. It stays open for more than one; Escape closes it. */
export function Emoji({ insert, files }: EmojiProps) {
  const { storage, texts } = useWidget()
  const words = useLaterTexts().emoji
  // What was used before this was opened: the places of the signs must not change under the visitor's hand.
  const [recent] = useState(() => readRecent(storage.get(key)))
  const box = useRef<HTMLElement>(null)
  const groups = Object.entries(emojiGroups).map(
    ([group, signs]) => [words[group as EmojiGroup], signs.split(' ')] as const,
  )
  const shown = recent.length > 0 ? [[words.recent, recent] as const, ...groups] : groups

  useLayoutEffect(() => {
    const element = box.current
    const button = element?.closest('form')?.querySelector<HTMLElement>('.is-emoji')
    // On touch, too: a keyboard on the screen would cover the signs.
    element?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    return () => {
      const { activeElement } = document
      if (activeElement === document.body || element?.contains(activeElement)) button?.focus()
    }
  }, [])

  function choose(sign: string): void {
    insert(sign)
    storage.set(key, withRecent(readRecent(storage.get(key)), sign).join(' '))
  }

  /** One stop of the Tab key; arrows go on from there, up and down to the nearest in the row beside. */
  function move(event: KeyboardEvent): void {
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('.signs button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    const isMirrored = texts.direction === 'rtl'
    const next = {
      [isMirrored ? 'ArrowLeft' : 'ArrowRight']: buttons[at + 1],
      [isMirrored ? 'ArrowRight' : 'ArrowLeft']: buttons[Math.max(0, at - 1)],
      ArrowDown: beside(buttons, at, 1),
      ArrowUp: beside(buttons, at, -1),
      Home: buttons[0],
      End: buttons.at(-1),
    }[event.key]
    if (!next || at < 0) return
    event.preventDefault()
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1
    next.focus()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <section class="emoji" role="group" aria-label={words.label} ref={box} onKeyDown={move}>
      {files && (
        <label class="button attach" for={files}>
          <Icon path={icons.attach} />
          {texts.attach}
        </label>
      )}
      <div class="all">
        {shown.map(([name, signs], group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
          <div class="signs" role="group" aria-label={name} key={name}>
            <p aria-hidden="true">{name}</p>
            {signs.map((sign, place) => (
              <button
                type="button"
                key={sign}
                tabIndex={group === 0 && place === 0 ? 0 : -1}
                onClick={() => choose(sign)}
              >
                {sign}
              </button>
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}

/** The sign above or below: rows of one group are full but for the last one. */
function beside(buttons: HTMLElement[], at: number, way: 1 | -1): HTMLElement | undefined {
  const here = buttons[at]?.getBoundingClientRect()
  if (!here) return undefined
  const others = way > 0 ? buttons.slice(at + 1) : buttons.slice(0, at).reverse()
  const row = others
    .find((button) => Math.abs(button.getBoundingClientRect().top - here.top) > 4)
    ?.getBoundingClientRect().top
  if (row === undefined) return undefined
  const inRow = others.filter((button) => Math.abs(button.getBoundingClientRect().top - row) <= 4)
  const distance = (button: HTMLElement) => Math.abs(button.getBoundingClientRect().left - here.left)
  return inRow.sort((one, other) => distance(one) - distance(other))[0]
}
