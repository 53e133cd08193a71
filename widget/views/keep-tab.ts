/**
 * Keeps the Tab key in a chat that covers the whole page, as in a dialog: what it would come to next is out of sight.
 * Done from inside, so that nothing of the shop's is touched: to make its page inert is to write into its elements, and
 * to take the keyboard back once it has left is to run the shop's listeners first, and to fight a dialog of its own.
 */
export function keepTab(event: KeyboardEvent): void {
  // Of a page at least 480 px wide the loader gives the chat 400; of any other, all of it. Where that is 400 too, Tab
  // goes as it did: a visitor who cannot leave a chat beside the page would be worse off.
  if (innerWidth === 400) return
  // Not all that Tab stops at; but the first and the last are among these.
  const stops = [
    ...(document.querySelector('[open]') ?? document).querySelectorAll('a,button:enabled,textarea'),
  ] as HTMLElement[]
  if (event.shiftKey) stops.reverse()
  // With the keyboard nowhere, the browser begins where the visitor last touched, which may be behind the last of all.
  if (![stops.at(-1), document.body].includes(document.activeElement as HTMLElement)) return
  event.preventDefault()
  stops[0]?.focus()
}
