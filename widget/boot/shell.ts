/**
 * The chat as the server draws it into the html: a header, an empty log and a box to write in, so that a visitor can
 * write before any of the chat's own code is there. The views later take over these very elements.
 */
export interface Shell {
  /** The chat comes into sight; the visitor is put into its box. */
  appear(): void
  /** The message to which the visitor opened the chat. */
  teased?: Teased
  /** What has been written and not sent. */
  text(): string
  /** Takes what was sent with Enter, in its order; from now on the views listen for themselves. */
  takeOver(): string[]
  /** The chat's code cannot be had: says so in the visitor's language. */
  fail(failed: boolean): void
}

/** A message that the shop showed by itself, in the visitor's language. */
export interface Teased {
  id: string
  text: string
}

export function readShell(draftKey: string, close: () => void): Shell {
  const app = document.getElementById('app') as HTMLElement
  const area = document.querySelector('textarea') as HTMLTextAreaElement
  const sentKey = `${draftKey}:sent`
  let sent: string[] = []

  /** Whatever becomes of this frame, what was written in it is there again. */
  function keep(): void {
    try {
      sessionStorage.setItem(draftKey, area.value)
      if (sent.length > 0) sessionStorage.setItem(sentKey, JSON.stringify(sent))
      else sessionStorage.removeItem(sentKey)
    } catch {
      // A browser that blocks storage keeps it as long as the frame lives.
    }
  }

  function show(text: string): void {
    const line = document.createElement('p')
    line.textContent = text
    app.querySelector('.stage')?.append(line)
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) close()
    // The first letter may come before the focus does.
    if (event.target === document.body) area.focus()
    // 229 is what Safari says of the Enter that ends a composition.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    if (event.target !== area) return
    event.preventDefault()
    if (!area.value.trim()) return
    sent.push(area.value.trim())
    show(area.value.trim())
    area.value = ''
    keep()
  }

  try {
    // Whoever is quick has begun before this script.
    area.value ||= sessionStorage.getItem(draftKey) ?? ''
    sent = JSON.parse(sessionStorage.getItem(sentKey) ?? '[]')
    sent.forEach(show)
  } catch {
    // A browser that blocks storage keeps nothing.
  }
  if (area.value) keep()

  function clicked(event: MouseEvent): void {
    if ((event.target as Element).closest('[data-close]')) close()
  }

  document.addEventListener('keydown', pressed)
  area.addEventListener('input', keep)
  app.addEventListener('click', clicked)

  return {
    appear() {
      // From where the launcher is; with the chat's own ease, and not where less motion is wanted.
      if (!matchMedia('(prefers-reduced-motion: reduce)').matches)
        app.animate({ opacity: [0, 1], translate: ['0 12px', '0'] }, { duration: 160, easing: 'ease-out' })
      // On touch the keyboard would cover the greeting; there the visitor asks for it by touching.
      if (!matchMedia('(pointer: coarse)').matches) area.focus()
    },
    text: () => area.value,
    takeOver() {
      document.removeEventListener('keydown', pressed)
      area.removeEventListener('input', keep)
      app.removeEventListener('click', clicked)
      const taken = sent
      sent = []
      keep()
      return taken
    },
    fail(failed) {
      const notice = document.querySelector('[data-failed]')
      notice?.toggleAttribute('hidden', !failed)
    },
  }
}
