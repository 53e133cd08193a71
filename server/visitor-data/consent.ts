import { consentText, consentVersion } from '#shared/consent.ts'
import type { Consent } from '#shared/site.ts'
import { spokenIn, widgetLanguageCodes } from '#shared/widget-languages.ts'
import type { VisitorScope } from '../conversation/index.ts'
import { Refusal } from '../refusal.ts'
import type { Reading, Store } from '../store/store.ts'

/**
 * Keeps that a visitor agreed to this wording, once, with the words they read, so that a shop can prove it. Throws
 * `conflict` where the notice is another one by now, `invalid` where the site asks for none.
 */
export async function keepConsent(
  store: Store,
  consent: Consent | undefined,
  agreed: { visitorId: string; version: string; locale: string; at: number },
): Promise<{ at: number }> {
  if (consent === undefined) throw new Refusal('invalid', 'This site asks for no consent.')
  if (consentVersion(consent) !== agreed.version)
    throw new Refusal('conflict', 'The notice has changed meanwhile. Read it again.')
  const { language } = spokenIn(agreed.locale, (code) => (widgetLanguageCodes as string[]).includes(code))
  return store.write(async (writing) => {
    await writing
      .insertInto('consent')
      .values({
        visitor_id: agreed.visitorId,
        version: agreed.version,
        locale: agreed.locale,
        text: consentText(consent, language),
        address: consent.address ?? null,
        at: agreed.at,
      })
      .onConflict((conflict) => conflict.columns(['visitor_id', 'version']).doNothing())
      .execute()
    return writing
      .selectFrom('consent')
      .select('at')
      .where('visitor_id', '=', agreed.visitorId)
      .where('version', '=', agreed.version)
      .executeTakeFirstOrThrow()
  })
}

/** Whether this visitor, or their contact on any device, agreed to this wording. */
async function hasAgreed(read: Reading, consent: Consent, { id, contactId }: VisitorScope): Promise<boolean> {
  const row = await read
    .selectFrom('consent')
    .innerJoin('visitor', 'visitor.id', 'consent.visitor_id')
    .select('consent.at')
    .where('consent.version', '=', consentVersion(consent))
    .$if(contactId === null, (query) => query.where('visitor.id', '=', id))
    .$if(contactId !== null, (query) => query.where('visitor.contact_id', '=', contactId))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The version of this notice where this visitor has agreed to it. */
export async function agreedVersion(
  read: Reading,
  consent: Consent | undefined,
  visitor: VisitorScope,
): Promise<string | undefined> {
  return consent && (await hasAgreed(read, consent, visitor)) ? consentVersion(consent) : undefined
}

/**
 * Throws `forbidden` where the site asks for consent and this visitor has not agreed. `fresh` reads the notice anew: a
 * connection may be older than its present wording.
 */
export async function requireConsent(
  read: Reading,
  known: Consent | undefined,
  visitor: VisitorScope,
  fresh: () => Promise<Consent | undefined>,
): Promise<void> {
  if (known === undefined || (await hasAgreed(read, known, visitor))) return
  const present = await fresh()
  if (present === undefined || (await hasAgreed(read, present, visitor))) return
  throw new Refusal('forbidden', 'Agree to the notice of this site first.')
}
