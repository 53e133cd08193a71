import { accentColours } from '#shared/accent.ts'
import { siteBounds, siteSides, siteThemes } from '#shared/site.ts'
import { Field, NumberField } from '../../../shell/fields.tsx'
import { t } from '../../../texts/texts.ts'
import type { EditorModel } from '../editor/editor-model.ts'
import { Segments, Switch } from '../editor/fields.tsx'
import { problemIn } from '../editor/problems.ts'

/** Name, colour, theme, and where on the page the chat is. */
export function LooksSection({ model }: { model: EditorModel }) {
  const words = t().sites.looks
  const { name, theme, side, offset, sound } = model.draft.value
  const problems = model.problems.value
  return (
    <>
      <Field label={words.name} help={words.nameHelp} problem={problemIn(problems, 'name')}>
        {(control) => (
          <input
            {...control}
            class="input"
            autocomplete="off"
            value={name}
            onInput={(event) => model.change({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Accent model={model} />
      <div class="site-pair">
        <Segments
          label={words.theme}
          help={words.themeHelp}
          values={siteThemes}
          names={words.themes}
          value={theme}
          onValue={(next) => model.change({ theme: next })}
        />
        <Segments
          label={words.side}
          values={siteSides}
          names={words.sides}
          value={side}
          onValue={(next) => model.change({ side: next })}
        />
      </div>
      <div class="site-part">
        <div class="site-pair" key={model.round.value}>
          {(['x', 'y'] as const).map((axis) => (
            <NumberField
              key={axis}
              label={axis === 'x' ? words.offsetX : words.offsetY}
              problem={problemIn(problems, `offset.${axis}`)}
              value={offset[axis]}
              unit={words.pixels}
              most={siteBounds.offset}
              onValue={(value) => model.change({ offset: { ...offset, [axis]: value ?? Number.NaN } })}
            />
          ))}
        </div>
        <p class="quiet">{words.offsetHelp}</p>
      </div>
      <Switch
        label={words.sound}
        help={words.soundHelp}
        isOn={sound}
        onValue={(isOn) => model.change({ sound: isOn })}
      />
    </>
  )
}

/** The colour, and honestly what is made of it where it could not be read. */
function Accent({ model }: { model: EditorModel }) {
  const words = t().sites.looks
  const { accent } = model.draft.value
  const problem = problemIn(model.problems.value, 'accent')
  const { onAccent, onLight, onDark } = accentColours(accent)
  const adapted = [
    ...(onLight === accent.toLowerCase() ? [] : [words.onLight(onLight)]),
    ...(onDark === accent.toLowerCase() ? [] : [words.onDark(onDark)]),
  ]
  return (
    <div class="site-accent">
      <Field label={words.accent} help={words.accentHelp} problem={problem}>
        {(control) => (
          <span class="site-colour">
            <input
              type="color"
              aria-label={words.accent}
              value={problem === undefined ? accent : '#000000'}
              onInput={(event) => model.change({ accent: event.currentTarget.value })}
            />
            <input
              {...control}
              class="input"
              aria-label={words.code}
              autocomplete="off"
              spellcheck={false}
              maxLength={7}
              value={accent}
              onInput={(event) => model.change({ accent: event.currentTarget.value.trim() })}
            />
          </span>
        )}
      </Field>
      {problem === undefined && (
        <div class="site-contrast" role="status">
          <Sample surface="#ffffff" ink={onLight} accent={accent} onAccent={onAccent} />
          <Sample surface="#202329" ink={onDark} accent={accent} onAccent={onAccent} />
          {(adapted.length > 0 ? adapted : [words.fits]).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p>{words.onAccent[onAccent]}</p>
        </div>
      )}
    </div>
  )
}

interface SampleProps {
  surface: string
  ink: string
  accent: string
  onAccent: string
}

/** How the colour is used on one surface. */
function Sample({ surface, ink, accent, onAccent }: SampleProps) {
  return (
    <div class="site-sample" style={{ background: surface }} aria-hidden="true">
      <span style={{ color: ink }}>Aa 字</span>
      <span class="site-filled" style={{ background: accent, color: onAccent }}>
        Aa 字
      </span>
    </div>
  )
}
