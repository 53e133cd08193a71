import { useSignal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { ErrorBoundary, LocationProvider, lazy, Route, Router } from 'preact-iso'
import type { Permission } from '#shared/people.ts'
import { InboxPage } from '../agent/inbox/inbox-page.tsx'
import { ShortcutSheet } from '../agent/inbox/shortcut-sheet.tsx'
import { UnsentBanner } from '../agent/writing/outbox/unsent-banner.tsx'
import { t } from '../texts/texts.ts'
import { useCommandKeys, useCommands } from './commands/use-commands.ts'
import { type Desk, DeskContext, useDesk, usePermission } from './desk-context.ts'
import { Navigation } from './navigation.tsx'
import { Palette } from './palette/palette.tsx'
import { Banner, Empty } from './parts.tsx'
import { RoleNotice } from './session/role-notice.tsx'

// The pages of trainers and supervisors come when they are opened: an agent's first view stays small.
const DefectsPage = lazy(async () => (await import('../trainer/defects/defects-page.tsx')).DefectsPage)
const KnowledgePage = lazy(
  async () => (await import('../trainer/knowledge/knowledge-page.tsx')).KnowledgePage,
)
const SynonymsPage = lazy(async () => (await import('../trainer/synonyms/synonyms-page.tsx')).SynonymsPage)
const ResponsibilitiesPage = lazy(
  async () => (await import('../supervisor/responsibilities/responsibilities-page.tsx')).ResponsibilitiesPage,
)
const FloorPage = lazy(async () => (await import('../supervisor/floor/floor-page.tsx')).FloorPage)
const MentionsPage = lazy(async () => (await import('../agent/mentions/mentions-page.tsx')).MentionsPage)
const MacrosPage = lazy(async () => (await import('../agent/reply-page/macros-page.tsx')).MacrosPage)
const RepliesPage = lazy(async () => (await import('../agent/reply-page/replies-page.tsx')).RepliesPage)
const SettingsDialog = lazy(async () => (await import('./settings/settings-dialog.tsx')).SettingsDialog)
const PeoplePage = lazy(async () => (await import('../admin/people/people-page.tsx')).PeoplePage)
const AccountPage = lazy(async () => (await import('../account/account-page.tsx')).AccountPage)
const TeamsPage = lazy(async () => (await import('../admin/teams/teams-page.tsx')).TeamsPage)
const TagsPage = lazy(async () => (await import('../supervisor/tags/tags-page.tsx')).TagsPage)
const BlockedPage = lazy(async () => (await import('../supervisor/tags/blocked-page.tsx')).BlockedPage)
const SitesPage = lazy(async () => (await import('../admin/sites/sites-page.tsx')).SitesPage)
const ReleasesPage = lazy(async () => (await import('../trainer/releases/releases-page.tsx')).ReleasesPage)

/** The desk of somebody who is signed in. */
export function App({ desk }: { desk: Desk }) {
  return (
    <DeskContext.Provider value={desk}>
      <LocationProvider scope="/console">
        <DeskPages />
      </LocationProvider>
    </DeskContext.Provider>
  )
}

/** What lies above the page, and is opened from anywhere. */
type Above = 'sheet' | 'palette' | 'settings' | undefined

function DeskPages() {
  const above = useSignal<Above>(undefined)
  /** A dialog tells that it closed a moment later: by then another one may be open. */
  const closing = (which: Above) => () => {
    if (above.value === which) above.value = undefined
  }
  const openSheet = () => (above.value = 'sheet')
  useCommandKeys()
  useCommands({
    sheet: openSheet,
    palette: () => (above.value = 'palette'),
    settings: () => (above.value = 'settings'),
  })
  return (
    <>
      <div class="desk">
        <Navigation onShortcuts={openSheet} />
        <div class="stage">
          <ConnectionBanner />
          <UnsentBanner />
          <RoleNotice />
          <Pages onShortcuts={openSheet} />
        </div>
      </div>
      <ErrorBoundary>
        {above.value === 'sheet' && <ShortcutSheet onClose={closing('sheet')} />}
        {above.value === 'palette' && <Palette onClose={closing('palette')} />}
        {above.value === 'settings' && <SettingsDialog onClose={closing('settings')} />}
      </ErrorBoundary>
    </>
  )
}

function Pages({ onShortcuts }: { onShortcuts: () => void }) {
  const [failed, setFailed] = useState(false)
  if (failed) {
    return (
      <Empty title={t().shell.broken} help={t().shell.brokenHelp}>
        <button type="button" class="button" onClick={() => location.reload()}>
          {t().shell.reload}
        </button>
      </Empty>
    )
  }
  return (
    <ErrorBoundary onError={() => setFailed(true)}>
      <Router>
        <Route path="/console" component={InboxPage} onShortcuts={onShortcuts} />
        <Route path="/console/floor" component={Guarded} needs="floor" Page={FloorPage} />
        <Route path="/console/mentions" component={Guarded} needs="conversations" Page={MentionsPage} />
        <Route path="/console/macros" component={Guarded} needs="conversations" Page={MacrosPage} />
        <Route path="/console/replies" component={Guarded} needs="conversations" Page={RepliesPage} />
        <Route path="/console/defects" component={Guarded} needs="defects" Page={DefectsPage} />
        <Route path="/console/knowledge" component={Guarded} needs="knowledge:read" Page={KnowledgePage} />
        <Route path="/console/synonyms" component={Guarded} needs="knowledge:read" Page={SynonymsPage} />
        <Route path="/console/releases" component={Guarded} needs="releases" Page={ReleasesPage} />
        <Route
          path="/console/responsibilities"
          component={Guarded}
          needs="responsibilities"
          Page={ResponsibilitiesPage}
        />
        <Route path="/console/people/:id?" component={Guarded} needs="people" Page={PeoplePage} />
        <Route path="/console/account" component={AccountPage} />
        <Route path="/console/teams/:id?" component={Guarded} needs="people" Page={TeamsPage} />
        <Route path="/console/tags" component={Guarded} needs="tags" Page={TagsPage} />
        <Route path="/console/blocked" component={Guarded} needs="blocks" Page={BlockedPage} />
        <Route path="/console/sites/:key?" component={Guarded} needs="sites" Page={SitesPage} />
        <Route default component={NotFound} />
      </Router>
    </ErrorBoundary>
  )
}

function Guarded({ needs, Page }: { needs: Permission; Page: typeof DefectsPage }) {
  return usePermission(needs) ? <Page /> : <Nothing title={t().shell.refused} />
}

function NotFound() {
  return <Nothing title={t().shell.notFound} />
}

function Nothing({ title }: { title: string }) {
  return (
    <main class="nothing">
      <Empty title={title}>
        <a class="button" href="/console/">
          {t().shell.notFoundAction}
        </a>
      </Empty>
    </main>
  )
}

/** Says so when the connection is gone; a blip of under two seconds is not worth a word. */
function ConnectionBanner() {
  const { connection, session } = useDesk()
  const state = connection.state.value
  const refusal = connection.refusal.value
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    setLong(false)
    if (state === 'online') return
    const timer = setTimeout(() => setLong(true), 2_000)
    return () => clearTimeout(timer)
  }, [state])
  useEffect(() => {
    if (refusal === 'unauthenticated') session.signedOut()
  }, [refusal])
  if (refusal === 'outdated') {
    return (
      <Banner tone="waiting">
        {t().shell.outdated}{' '}
        <button type="button" class="link" onClick={() => location.reload()}>
          {t().shell.reload}
        </button>
      </Banner>
    )
  }
  return state !== 'online' && isLong ? <Banner tone="waiting">{t().shell.offline}</Banner> : null
}
