import { KeyRound, Plus } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { IdentityKey } from '#shared/rest.ts'
import type { FailureResult } from '#shared/result.ts'
import { CopyLine } from '../../../shell/copy-line.tsx'
import { useDesk } from '../../../shell/desk-context.ts'
import { Dialog } from '../../../shell/dialog.tsx'
import { weekdayTime } from '../../../shell/format.ts'
import { Banner, Empty, LoadFailure, Skeleton } from '../../../shell/parts.tsx'
import { failureText, t } from '../../../texts/texts.ts'

/** A site holds two at most: one in use, and one to go over to. */
const mostKeys = 2

/** The secrets with which the shop's server signs who is signed in. They work at once; nothing waits for "Save". */
export function KeysSection({ siteKey }: { siteKey: string }) {
  const { rest } = useDesk()
  const words = t().sites.keys
  const [keys, setKeys] = useState<IdentityKey[] | undefined>(undefined)
  const [unread, setUnread] = useState<FailureResult | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const [secret, setSecret] = useState<string | undefined>(undefined)
  const [revoking, setRevoking] = useState<IdentityKey | undefined>(undefined)

  async function load(): Promise<void> {
    const result = await rest.identityKeys(siteKey)
    setUnread(result.ok ? undefined : result)
    if (result.ok) setKeys(result.keys)
  }
  useEffect(() => {
    void load()
  }, [siteKey])

  async function create(): Promise<void> {
    const result = await rest.createIdentityKey(siteKey)
    setFailure(result.ok ? undefined : result)
    if (result.ok) setSecret(result.secret)
    await load()
  }
  async function revoke(key: IdentityKey): Promise<void> {
    const result = await rest.revokeIdentityKey(siteKey, key.id)
    setRevoking(undefined)
    setFailure(result.ok || result.error === 'not-found' ? undefined : result)
    await load()
  }

  if (unread !== undefined) return <LoadFailure failure={unread} onRetry={load} />
  if (keys === undefined) return <Skeleton rows={2} />
  return (
    <>
      <p class="quiet">{words.help}</p>
      {failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
      {keys.length === 0 ? (
        <Empty title={words.empty} help={words.emptyHelp} icon={<KeyRound size={20} />}>
          <button type="button" class="button" onClick={create}>
            {words.add}
          </button>
        </Empty>
      ) : (
        <>
          <ul class="site-origins">
            {keys.map((key) => (
              <li key={key.id}>
                <code>{key.id.slice(0, 8)}…</code>
                <small>
                  {words.madeBy(key.createdBy, weekdayTime(key.createdAt))}
                  {' · '}
                  {key.usedAt === undefined ? words.unused : words.usedAt(weekdayTime(key.usedAt))}
                </small>
                <button type="button" class="button button-risk" onClick={() => setRevoking(key)}>
                  {words.revoke}
                </button>
              </li>
            ))}
          </ul>
          <div class="site-row">
            <button type="button" class="button" disabled={keys.length >= mostKeys} onClick={create}>
              <Plus size={14} />
              {words.add}
            </button>
            {keys.length >= mostKeys && <span class="quiet">{words.full}</span>}
          </div>
        </>
      )}
      {secret !== undefined && <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
      {revoking !== undefined && (
        <RevokeDialog onRevoke={() => revoke(revoking)} onClose={() => setRevoking(undefined)} />
      )}
    </>
  )
}

function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const words = t().sites.keys
  return (
    <Dialog title={words.secretTitle} onClose={onClose}>
      <div class="dialog-body">
        <p>{words.secretHelp}</p>
        <CopyLine label={words.secret} text={secret} />
        <div class="dialog-foot">
          <button type="button" class="button button-primary" onClick={onClose}>
            {words.done}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

function RevokeDialog({ onRevoke, onClose }: { onRevoke: () => void; onClose: () => void }) {
  const words = t().sites.keys
  return (
    <Dialog title={words.revokeAsk} onClose={onClose}>
      <div class="dialog-body">
        <p>{words.revokeHelp}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="button" class="button button-risk" onClick={onRevoke}>
            {words.revoke}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
