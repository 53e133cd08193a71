import { useRef } from 'preact/hooks'
import type { CannedReply } from '#shared/canned-reply.ts'
import { useDesk } from '../../../shell/desk-context.ts'
import { t } from '../../../texts/texts.ts'
import type { ConversationModel } from '../../conversation/conversation-model.ts'
import { filledReply, type ShopValues, textFor } from '../replies/reply-values.ts'
import type { Trigger } from './trigger.ts'
import type { Suggestion } from './use-suggestions.ts'

/** The most that a list shows: more is found by typing on. */
const most = 40

/** What the list at the caret offers in this conversation, and what is put into the text for it. */
export function useComposerSuggestions(model: ConversationModel) {
  const { tools, connection, person: me } = useDesk()
  const shop = useRef<Promise<ShopValues | undefined> | undefined>(undefined)

  function shopValues(): Promise<ShopValues | undefined> {
    const { conversationId } = model
    shop.current ??= connection.request('reply:values', { conversationId }).then((result) => {
      if (result.ok) return result
      // What the shop is called stays open in the text; it is asked for again next time.
      shop.current = undefined
      return undefined
    })
    return shop.current
  }

  /** Reads what the list will show. */
  function prepare({ kind }: Trigger): void {
    if (kind === 'mention') void tools.people.want()
    else {
      void tools.replies.want()
      void shopValues()
    }
  }

  function found({ kind, typed }: Trigger): Suggestion[] {
    if (kind === 'mention') {
      const people = tools.people.find(typed, most).filter(({ id }) => id !== me.id)
      return people.map(({ id, name, role }) => ({ id, name, detail: t().roles[role] }))
    }
    const language = model.snapshot.value?.language ?? 'en'
    return tools.replies.find(typed, most).map((reply) => suggestionOf(reply, language))
  }

  /** The text that takes the place of the sign and what was typed after it. */
  async function textOf(trigger: Trigger, { id, name }: Suggestion): Promise<string | undefined> {
    if (trigger.kind === 'mention') return `@${name} `
    const reply = tools.replies.replies.value?.find((each) => each.id === id)
    const values = await shopValues()
    const snapshot = model.snapshot.value
    return reply && snapshot && filledReply(reply, snapshot, me.name, values)
  }

  function words({ kind }: Trigger): { label: string; none: string } {
    const { mentions, replies } = t().tools
    if (kind === 'mention') return mentions
    const all = tools.replies.replies.value
    const none = all === undefined ? replies.loading : all.length === 0 ? replies.noneYet : replies.none
    return { label: replies.label, none }
  }

  return { prepare, found, textOf, words }
}

function suggestionOf(reply: CannedReply, language: 'en' | 'zh'): Suggestion {
  const shown = textFor(reply, language)
  return {
    id: reply.id,
    key: `/${reply.shortcut}`,
    name: reply.title,
    detail: shown.text.replaceAll(/\s+/g, ' ').slice(0, 160),
    language: shown.language === language ? undefined : shown.language,
  }
}
