import './settings.css'
import { useState } from 'preact/hooks'
import { t } from '../../texts/texts.ts'
import { useDesk } from '../desk-context.ts'
import { Dialog } from '../dialog.tsx'
import { Banner } from '../parts.tsx'
import { noticeKinds } from './settings.ts'

/** What a person sets for this device: when a reply goes out, and what they are told of while they look elsewhere. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { settings: model } = useDesk().tools
  const [isDenied, setDenied] = useState(permission() === 'denied')
  const words = t().tools.settings
  const settings = model.settings.value

  /** The browser asks only after a click, and only whoever wants it. */
  async function chooseBrowser(wanted: boolean): Promise<void> {
    if (!wanted) return model.change({ browser: false })
    const answer = permission() === 'default' ? await Notification.requestPermission() : permission()
    setDenied(answer === 'denied')
    model.change({ browser: answer === 'granted' })
  }

  return (
    <Dialog title={words.title} onClose={onClose}>
      <div class="dialog-body settings">
        <section>
          <h3>{words.sending}</h3>
          <Choice
            label={words.undoSend}
            help={words.undoSendHelp}
            isOn={settings.undoSend}
            onChoose={(undoSend) => model.change({ undoSend })}
          />
        </section>
        <section>
          <h3>{words.notices}</h3>
          <Choice
            label={words.browser}
            help={permission() === undefined ? words.browserMissing : words.browserHelp}
            isOn={settings.browser && permission() === 'granted'}
            isDisabled={permission() === undefined}
            onChoose={(wanted) => void chooseBrowser(wanted)}
          />
          {isDenied && <Banner tone="waiting">{words.browserDenied}</Banner>}
          <Choice label={words.sound} isOn={settings.sound} onChoose={(sound) => model.change({ sound })} />
          <Choice
            label={words.showText}
            help={words.showTextHelp}
            isOn={settings.showText}
            onChoose={(showText) => model.change({ showText })}
          />
          <fieldset class="settings-kinds">
            <legend>{words.kindsLabel}</legend>
            {noticeKinds.map((kind) => (
              <Choice
                key={kind}
                label={words.kinds[kind]}
                isOn={settings.kinds[kind]}
                onChoose={(isOn) => model.change({ kinds: { ...settings.kinds, [kind]: isOn } })}
              />
            ))}
          </fieldset>
          <p class="quiet">{words.quiet}</p>
        </section>
      </div>
    </Dialog>
  )
}

interface ChoiceProps {
  label: string
  help?: string
  isOn: boolean
  isDisabled?: boolean
  onChoose: (isOn: boolean) => void
}

function Choice({ label, help, isOn, isDisabled = false, onChoose }: ChoiceProps) {
  return (
    <label class="setting">
      <input
        type="checkbox"
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => {
          const wanted = event.currentTarget.checked
          // What is shown is what holds: the browser may still say no.
          event.currentTarget.checked = isOn
          onChoose(wanted)
        }}
      />
      <span>
        {label}
        {help !== undefined && <small class="quiet">{help}</small>}
      </span>
    </label>
  )
}

function permission(): NotificationPermission | undefined {
  return typeof Notification === 'undefined' ? undefined : Notification.permission
}
