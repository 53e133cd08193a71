import { ArrowLeft, Eye } from 'lucide-preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SiteSettings } from '#shared/site.ts'
import { type WidgetLanguage, widgetLanguages } from '#shared/widget-languages.ts'
import { useDesk } from '../../../shell/desk-context.ts'
import { Dialog } from '../../../shell/dialog.tsx'
import { number, weekdayTime } from '../../../shell/format.ts'
import { Banner } from '../../../shell/parts.tsx'
import { useModel } from '../../../shell/use-model.ts'
import { failureText, t } from '../../../texts/texts.ts'
import { SaveBar, StaleBanner } from '../../edit-bars.tsx'
import { Preview } from '../preview/preview.tsx'
import { BeforeSection } from '../sections/before-section.tsx'
import { HoursSection } from '../sections/hours-section.tsx'
import { InstallSection } from '../sections/install-section.tsx'
import { KeysSection } from '../sections/keys-section.tsx'
import { LooksSection } from '../sections/looks-section.tsx'
import { PagesSection } from '../sections/pages-section.tsx'
import { ProactiveSection } from '../sections/proactive-section.tsx'
import { TextsSection } from '../sections/texts-section.tsx'
import type { SitesModel } from '../sites-model.ts'
import { createEditorModel, type EditorModel } from './editor-model.ts'
import { countIn } from './problems.ts'

/** Each section with the settings in it; texts are written in one language at a time. */
const sections = [
  { name: 'looks', fields: ['name', 'accent', 'theme', 'side', 'offset', 'sound'] },
  {
    name: 'texts',
    fields: ['languages', 'title', 'assistantName', 'greeting', 'suggestions', 'offlineText'],
    hasTexts: true,
  },
  { name: 'hours', fields: ['hours'] },
  { name: 'proactive', fields: ['proactive'], hasTexts: true },
  { name: 'before', fields: ['preChat', 'consent'], hasTexts: true },
  { name: 'install', fields: [] },
  { name: 'pages', fields: ['origins'] },
  { name: 'keys', fields: [] },
] as const satisfies readonly { name: string; fields: readonly string[]; hasTexts?: true }[]
type Section = (typeof sections)[number]

/** One site, section by section, with what visitors will see beside it. */
export function SiteEditor({ sites, site }: { sites: SitesModel; site: SiteSettings }) {
  const { rest, storage } = useDesk()
  const model = useModel(() => createEditorModel({ rest, storage, sites }, site), site.key)
  const section = useSection()
  const isWide = useWide()
  const [isPreviewing, setPreviewing] = useState(false)
  const words = t().sites
  useEffect(() => {
    document.title = `${model.saved.value.name} · ${t().sites.title} · Baton`
  }, [t(), model.saved.value.name])
  useSaveKey(model)
  return (
    <main class="page site-page">
      <header class="page-head">
        <a class="icon-button" href="/console/sites" aria-label={words.back} title={words.back}>
          <ArrowLeft size={16} />
        </a>
        <h1>{model.saved.value.name}</h1>
        <span class="detail-actions">
          {'hasTexts' in section && <LanguageChoice model={model} />}
          {!isWide && (
            <button type="button" class="button" onClick={() => setPreviewing(true)}>
              <Eye size={14} />
              {words.preview.title}
            </button>
          )}
        </span>
      </header>
      <Notices model={model} />
      <div class="site-editor">
        <Sections model={model} here={section} />
        <div class="site-form">
          <h2>{words.sections[section.name]}</h2>
          <Body section={section} model={model} />
        </div>
        {isWide && <Preview model={model} />}
      </div>
      <Save model={model} />
      {isPreviewing && !isWide && (
        <Dialog title={words.preview.title} onClose={() => setPreviewing(false)}>
          <Preview model={model} first="phone" />
        </Dialog>
      )}
    </main>
  )
}

function Body({ section, model }: { section: Section; model: EditorModel }) {
  switch (section.name) {
    case 'looks':
      return <LooksSection model={model} />
    case 'texts':
      return <TextsSection model={model} />
    case 'hours':
      return <HoursSection model={model} />
    case 'proactive':
      return <ProactiveSection model={model} />
    case 'before':
      return <BeforeSection model={model} />
    case 'install':
      return <InstallSection model={model} />
    case 'pages':
      return <PagesSection model={model} />
    case 'keys':
      return <KeysSection siteKey={model.saved.value.key} />
  }
}

function Sections({ model, here }: { model: EditorModel; here: Section }) {
  const words = t().sites
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a telephone the sections are a line that is wider than the screen.
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [here])
  return (
    <nav ref={list} class="site-sections" aria-label={words.section}>
      {sections.map((each) => (
        <a key={each.name} href={`#${each.name}`} aria-current={each === here ? 'page' : undefined}>
          {words.sections[each.name]}
          {countIn(model.problems.value, each.fields) > 0 && (
            <span class="site-mark" role="img" aria-label={words.toMendHere} />
          )}
        </a>
      ))}
    </nav>
  )
}

/** The language in which texts are written and the preview is shown. */
function LanguageChoice({ model }: { model: EditorModel }) {
  const words = t().sites
  return (
    <label class="site-language">
      <span>{words.textLanguage}</span>
      <select
        class="input"
        value={model.textLanguage.value}
        onChange={(event) => {
          model.textLanguage.value = event.currentTarget.value as WidgetLanguage
        }}
      >
        {widgetLanguages.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Notices({ model }: { model: EditorModel }) {
  const words = t().sites
  const { isStale, saved, failure, isSaved } = model
  if (isStale.value) {
    const { updatedBy, updatedAt } = saved.value
    return (
      <StaleBanner
        text={words.stale(updatedBy || words.somebody, weekdayTime(updatedAt))}
        mine={words.mine}
        theirs={words.theirs}
        onMine={model.rebase}
        onTheirs={model.discard}
      />
    )
  }
  if (failure.value !== undefined) return <Banner tone="risk">{failureText(failure.value)}</Banner>
  return isSaved.value ? <Banner tone="person">{words.savedNow}</Banner> : null
}

function Save({ model }: { model: EditorModel }) {
  const words = t().sites
  const problems = model.problems.value.size
  if (model.changed.value.length === 0) return null
  return (
    <SaveBar
      status={problems > 0 ? words.toMend(number(problems)) : words.unsaved}
      discard={words.discard}
      canSave={problems === 0 && !model.isSaving.value && !model.isStale.value}
      onDiscard={model.discard}
      onSave={model.save}
    >
      {model.isSaving.value ? words.saving : words.save}
      <kbd>{/Mac|iPhone|iPad/.test(navigator.platform) ? '⌘S' : 'Ctrl S'}</kbd>
    </SaveBar>
  )
}

function sectionHere(): Section {
  return sections.find(({ name }) => `#${name}` === location.hash) ?? sections[0]
}

/** The section that the address names, so that one can come back to it and send it to a colleague. */
function useSection(): Section {
  const [section, setSection] = useState(sectionHere)
  useEffect(() => {
    const follow = () => setSection(sectionHere())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return section
}

/** Whether there is room for the preview beside the form. */
function useWide(): boolean {
  const [query] = useState(() => matchMedia('(min-width: 900px)'))
  const [isWide, setWide] = useState(query.matches)
  useEffect(() => {
    const follow = () => setWide(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [query])
  return isWide
}

function useSaveKey(model: EditorModel): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's' || event.isComposing) return
      // The browser would save the page as a file.
      event.preventDefault()
      if (!model.isStale.value) void model.save()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [model])
}
