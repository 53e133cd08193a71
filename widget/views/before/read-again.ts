import type { Signal } from '@preact/signals'
import type { PublicSite } from '#shared/site.ts'
import type { WidgetModel } from '../../widget-model.ts'

/** Reads the site's settings anew, past what the browser keeps of them. Where they cannot be read, they stay. */
export async function readSettings(settings: Signal<PublicSite | undefined>, site: string): Promise<void> {
  const path = `/widget/sites/${encodeURIComponent(site)}.json`
  const response = await fetch(path, { cache: 'reload' }).catch(() => undefined)
  if (response?.ok) settings.value = await response.json()
}

/**
 * The shop began to ask for consent while this chat was open, and the server refused a message: it waits again, and goes
 * out once the visitor has agreed.
 */
export async function askNow(
  model: WidgetModel,
  settings: Signal<PublicSite | undefined>,
  site: string,
): Promise<void> {
  await readSettings(settings, site)
  if (model.before.step.peek() === undefined) return
  for (const { id, refusal } of model.outbox.messages.peek())
    if (refusal?.error === 'forbidden') model.outbox.tryAgain(id)
}
