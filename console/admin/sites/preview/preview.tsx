import { useEffect, useRef, useState } from 'preact/hooks'
import { accentColours } from '#shared/accent.ts'
import { t } from '../../../texts/texts.ts'
import type { EditorModel } from '../editor/editor-model.ts'
import { Segments } from '../editor/fields.tsx'
import { PreviewFrame } from './preview-frame.tsx'
import { ShopDrawing } from './shop-drawing.tsx'

/** CSS pixels. */
const screens = { phone: { width: 390, height: 760 }, desktop: { width: 840, height: 820 } }
type Screen = keyof typeof screens
const sizes: readonly Screen[] = ['desktop', 'phone']
/** Of the launcher, and from it to the chat above, as on a shop's page. */
const launcherSize = 56
const gap = 12

/** The site on a drawn shop page, as large as there is room for it. */
export function Preview({ model, first = 'desktop' }: { model: EditorModel; first?: Screen }) {
  const words = t().sites.preview
  const [size, setSize] = useState<Screen>(first)
  const [isOpen, setOpen] = useState(true)
  const { stage, scale } = useScale(screens[size])
  const { width, height } = screens[size]
  const isClosed = model.previewsClosed.value
  const site = model.publicSite.value
  const colours = accentColours(site.accent)
  const { x, y } = site.offset
  const panel = size === 'phone' ? {} : { [site.side]: `${x}px`, bottom: `${y + launcherSize + gap}px` }
  const room = height - y - launcherSize - gap - 20
  return (
    <aside class="site-preview" aria-label={words.title}>
      <div class="site-preview-tools">
        <Segments label={words.size} values={sizes} names={words} value={size} onValue={setSize} />
        <Segments
          label={words.state}
          values={['open', 'closed']}
          names={words}
          value={isClosed ? 'closed' : 'open'}
          onValue={(state) => {
            model.previewsClosed.value = state === 'closed'
          }}
        />
        <button type="button" class="button" onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.launcherClose : words.launcherOpen}
        </button>
      </div>
      <div class="site-stage" ref={stage}>
        <div class="site-screen-place" style={{ width: `${width * scale}px`, height: `${height * scale}px` }}>
          <div
            class={`site-screen site-screen-${size}`}
            style={{ width: `${width}px`, height: `${height}px`, transform: `scale(${scale})` }}
          >
            <ShopDrawing />
            <button
              type="button"
              class="site-launcher"
              aria-label={isOpen ? words.launcherClose : words.launcherOpen}
              aria-expanded={isOpen}
              style={{
                ...{ [site.side]: `${x}px`, bottom: `${y}px` },
                ...{ background: colours.accent, color: colours.onAccent },
              }}
              onClick={() => setOpen(!isOpen)}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={isOpen ? 'm6 9.5 6 6 6-6' : 'M4 5.5h16v11H10l-4.5 3.5v-3.5H4z'} />
              </svg>
            </button>
            <div
              class="site-panel"
              hidden={!isOpen}
              style={size === 'phone' ? {} : { ...panel, height: `${Math.min(640, room)}px` }}
            >
              <PreviewFrame
                key={model.textLanguage.value}
                site={site}
                language={model.textLanguage.value}
                onClose={() => setOpen(false)}
              />
            </div>
          </div>
        </div>
      </div>
      <p class="quiet">{words.note}</p>
    </aside>
  )
}

/** How much smaller a screen is drawn so that it fits where it stands; never larger than it is. */
function useScale(screen: { width: number; height: number }) {
  const stage = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const element = stage.current
    if (element === null) return
    const watch = new ResizeObserver(() =>
      setRoom({ width: element.clientWidth, height: element.clientHeight }),
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return { stage, scale: Math.min(1, room.width / screen.width, room.height / screen.height) }
}
