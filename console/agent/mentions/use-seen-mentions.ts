import { useEffect } from 'preact/hooks'
import { useDesk } from '../../shell/desk-context.ts'

/** A note that calls this person counts as seen once its conversation is before their eyes. */
export function useSeenMentions(conversationId: string, isShown: boolean): void {
  const { mentions } = useDesk().tools
  const unread = mentions.unread.value
  useEffect(() => {
    if (!isShown || unread === 0) return
    const see = () => {
      if (document.visibilityState === 'visible') void mentions.see(conversationId)
    }
    see()
    document.addEventListener('visibilitychange', see)
    return () => document.removeEventListener('visibilitychange', see)
  }, [isShown, unread, conversationId, mentions])
}
