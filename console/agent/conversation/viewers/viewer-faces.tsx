import './viewers.css'
import { PencilLine } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { initials } from '../../../shell/account-menu.tsx'
import { number } from '../../../shell/format.ts'
import { t } from '../../../texts/texts.ts'
import type { Viewer, ViewersModel } from './viewers-model.ts'

/** More faces than this are a number. */
const mostFaces = 3

/** Who else looks at this conversation, and who writes in it: faces, without a word more than is needed. */
export function ViewerFaces({ viewers }: { viewers: ViewersModel }) {
  useEffect(() => {
    const follow = () => viewers.setVisible(document.visibilityState === 'visible')
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => document.removeEventListener('visibilitychange', follow)
  }, [viewers])
  const others = viewers.others.value
  // Whoever writes a reply comes first: that is what two people must not do at once.
  const shown = [...others].sort((one, other) => rank(one) - rank(other)).slice(0, mostFaces)
  const words = t().tools.viewers
  const [first] = shown
  if (first === undefined) return null
  return (
    <ul class="onlookers" aria-label={words.label}>
      {shown.map((viewer) => (
        <li
          key={viewer.id}
          class={`onlooker onlooker-${viewer.doing}`}
          title={words[viewer.doing](viewer.name)}
        >
          <span class="face" aria-hidden="true">
            {initials(viewer.name)}
          </span>
          {viewer.doing !== 'looking' && <PencilLine size={12} aria-hidden="true" />}
          <span class="only-read">{words[viewer.doing](viewer.name)}</span>
        </li>
      ))}
      {others.length > shown.length && <li>+{number(others.length - shown.length)}</li>}
    </ul>
  )
}

/** Below the log, where one looks while writing: that somebody else writes a reply at this moment. */
export function WritingViewer({ viewers }: { viewers: ViewersModel }) {
  const writing = viewers.others.value.find(({ doing }) => doing === 'reply')
  if (writing === undefined) return null
  return (
    <p class="onlooker-writes" role="status">
      {t().tools.viewers.reply(writing.name)}
    </p>
  )
}

function rank({ doing }: Viewer): number {
  return doing === 'reply' ? 0 : doing === 'note' ? 1 : 2
}
