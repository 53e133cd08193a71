import { useEffect, useState } from 'preact/hooks'
import { launcherLook } from '#shared/launcher-look.ts'
import { CopyLine } from '../../../shell/copy-line.tsx'
import { Banner } from '../../../shell/parts.tsx'
import { t } from '../../../texts/texts.ts'
import type { EditorModel } from '../editor/editor-model.ts'
import { scriptTag } from '../script-tag.ts'
import { type FixedLoader, readFixedLoader } from './fixed-loader.ts'

/** The line a merchant pastes into their pages. */
export function InstallSection({ model }: { model: EditorModel }) {
  const words = t().sites.install
  const [fixed, setFixed] = useState<FixedLoader | 'absent' | 'failed' | undefined>(undefined)
  const { key, origins } = model.draft.value
  const { origin } = location
  const site = { 'data-site': key, 'data-look': JSON.stringify(launcherLook(model.publicSite.value)) }
  useEffect(() => {
    void readFixedLoader().then(setFixed)
  }, [])
  return (
    <>
      {origins.length === 0 && <Banner tone="waiting">{words.noPages}</Banner>}
      <p class="quiet">{words.help}</p>
      <p class="quiet">{words.look}</p>
      <section class="site-part">
        <h3>{words.short}</h3>
        <p class="quiet">{words.shortHelp}</p>
        <CopyLine
          label={words.short}
          text={scriptTag({ async: true, src: `${origin}/widget.js`, ...site })}
        />
      </section>
      {fixed !== undefined && (
        <section class="site-part">
          <h3>{words.pinned}</h3>
          {typeof fixed === 'object' ? (
            <>
              <p class="quiet">{words.pinnedHelp}</p>
              <CopyLine
                label={words.pinned}
                text={scriptTag({
                  async: true,
                  src: new URL(fixed.url, origin).href,
                  integrity: fixed.integrity,
                  crossorigin: 'anonymous',
                  ...site,
                })}
              />
            </>
          ) : (
            <p class="quiet">{fixed === 'absent' ? words.noPinned : words.pinnedFailed}</p>
          )}
        </section>
      )}
      <section class="site-part">
        <h3>{words.key}</h3>
        <p class="quiet">{words.keyHelp}</p>
        <CopyLine label={words.key} text={key} />
      </section>
      <section class="site-part">
        <p class="quiet">{words.policy}</p>
        <CopyLine label="Content-Security-Policy" text={`script-src ${origin}; frame-src ${origin}`} />
      </section>
    </>
  )
}
