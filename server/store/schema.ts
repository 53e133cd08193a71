import type { Generated } from 'kysely'

/**
 * The tables, as Kysely sees them. Times are milliseconds since 1970, JSON is text written and read by
 * `json.ts`, ids are text. Both dialects hold the same columns.
 */
export interface Tables {
  setting: { key: string; value: string }
  workspace: {
    id: string
    name: string
    created_at: number
    /** The number of the release that answers visitors. */
    live_release: number | null
    next_release: number
  }
  site: {
    key: string
    workspace_id: string
    name: string
    /** JSON: string[] of allowed origins. */
    origins: string
    /** JSON: as `readLook` reads it. */
    look: string
    /** Compare-and-set: grows with every change. */
    version: Generated<number>
    updated_at: Generated<number>
    /** A person's name; empty where nobody has changed it. */
    updated_by: Generated<string>
  }
  person: {
    id: string
    workspace_id: string
    name: string
    email: string
    role: string
    created_at: number
    disabled_at: number | null
    /** An argon2id hash with its parameters; null where they never chose one. */
    password: Generated<string | null>
    /** To some minutes. */
    seen_at: Generated<number | null>
    /** Whom a provider of OpenID Connect knows them as. */
    issuer: Generated<string | null>
    subject: Generated<string | null>
  }
  /** Sign-in links, console sessions, personal access tokens and what leads to them, by the SHA-256 of the secret. */
  credential: {
    digest: string
    kind: 'sign-in' | 'session' | 'access' | 'two-factor' | 'reset'
    person_id: string
    name: string
    created_at: number
    expires_at: number
    /** The browser's own words for itself, of sessions. */
    device: Generated<string | null>
    /** To some minutes. */
    seen_at: Generated<number | null>
  }
  /** Who may come and has not yet; accepted, it is a person with the same id. */
  invitation: {
    id: string
    workspace_id: string
    name: string
    email: string
    role: string
    /** Of its mail. */
    language: 'en' | 'zh'
    invited_by: string
    created_at: number
    expires_at: number
    mail: 'waiting' | 'sent' | 'failed' | null
  }
  /** The ways in of an invitation, by the SHA-256 of their secrets. */
  invitation_link: { digest: string; invitation_id: string }
  second_factor: {
    person_id: string
    /** Base32: an authenticator shares it with us, so a digest would not do. */
    secret: string
    created_at: number
    /** Null until the first code was right: nothing is asked for before. */
    confirmed_at: number | null
    /** The newest period of 30 seconds whose code was taken: none is taken twice. */
    used_step: number
  }
  /** Codes that work once in place of an authenticator, by their SHA-256. */
  recovery_code: { person_id: string; digest: string }
  /** What was done to people's accounts; never changed. */
  person_act: {
    id: string
    workspace_id: string
    /** Also of an invitation, whose id the person takes over. */
    person_id: string
    /** In the order in which they were done: several are done within a millisecond. */
    number: number
    act: string
    /** JSON: from, to. */
    detail: string
    by_id: string | null
    by_name: string
    at: number
  }
  /** A way to the provider of OpenID Connect that somebody is on, by the SHA-256 of their cookie. */
  open_id_attempt: { digest: string; state: string; nonce: string; verifier: string; expires_at: number }
  team: {
    id: string
    workspace_id: string
    name: string
    /** The name as `nameKey` has it: of teams that are not archived it is one team's only. */
    name_key: string
    /** JSON: Hours; null is always open. */
    hours: string | null
    /** JSON: Partial<ServiceLevels>. */
    targets: string
    version: number
    created_at: number
    updated_at: number
    /** A person's name. */
    updated_by: string
    archived_at: number | null
  }
  team_member: { team_id: string; person_id: string }
  /** What routing knows of a person; no row is the default. */
  desk_profile: {
    person_id: string
    capacity: number
    /** JSON: Skill[]. */
    skills: string
    version: number
    updated_at: number
    updated_by: string
  }
  /** What people at the desk prepare: canned replies and macros. */
  desk_tool: {
    id: string
    workspace_id: string
    kind: string
    /** A person's id; empty for what everybody in the workspace has. */
    owner: string
    /** What it is called by: one tool's only, of its kind and owner. */
    key: string
    /** JSON, as the kind has it. */
    content: string
    version: number
    created_at: number
    updated_at: number
    /** A person's name. */
    updated_by: string
  }
  /** Who is mentioned in a note. */
  mention: {
    person_id: string
    at: number
    conversation_id: string
    /** The note's place in the log. */
    seq: number
    by_id: string
    read_at: number | null
  }
  loader_version: {
    /** The beginning of its digest. */
    id: string
    source: string
    created_at: number
  }
  visitor: {
    id: string
    workspace_id: string
    site_key: string
    token_digest: string
    token_expires_at: number
    locale: string
    /** JSON: url, title, referrer of the page last seen. */
    page: string | null
    created_at: number
    seen_at: number
    /** Counts wrong guesses at an order, so that guessing ends. */
    order_guesses: number
    /** Whom a signed identity named; never changed once set. */
    contact_id: string | null
    /** JSON: PageContext. What the page claims, as the order and the events below: believed by nobody. */
    context: string | null
    order_number: string | null
  }
  /** What the page says that happened, the newest of each visitor. */
  visitor_event: {
    visitor_id: string
    number: number
    at: number
    name: string
    /** JSON: PageContext. */
    data: string
  }
  /** Which wording of a site's notice a visitor agreed to, and when: `consentVersion` of it, and what they read. */
  consent: {
    visitor_id: string
    version: string
    locale: string
    text: string
    /** Where the notice linked to. */
    address: string | null
    at: number
  }
  /** Visitors whose data was erased: the id, which nothing else holds any more, when, and on whose request. */
  erasure: {
    visitor_id: string
    workspace_id: string
    at: number
    /** `visitor`, or the name of the person who erased it. */
    requested_by: string
  }
  /** A customer as the shop itself knows them: `subject` is the shop's own id. */
  contact: {
    id: string
    workspace_id: string
    subject: string
    name: string | null
    email: string | null
    locale: string | null
    created_at: number
    seen_at: number
  }
  /**
   * Secrets that sign identities. HS256 needs the secret itself, so this is the one table whose rows are credentials as
   * they stand: only `identity-keys.ts` reads it, and a revoked key is no row any more.
   */
  identity_key: {
    id: string
    site_key: string
    secret: string
    created_at: number
    created_by: string
    used_at: number | null
  }
  /** Identities that were used, by the SHA-256 of their `jti`, until they have expired by themselves. */
  identity_use: { site_key: string; token_digest: string; expires_at: number }
  conversation: {
    id: string
    workspace_id: string
    site_key: string
    /** Who began it; every message of the visitor's side stands under this id, from whichever device. */
    visitor_id: string
    /** The visitor's contact, and how the contact is called. */
    contact_id: string | null
    contact_name: string | null
    status: string
    head: number
    fence: number
    assignee_id: string | null
    assignee_name: string | null
    reason: string | null
    summary: string | null
    language: string
    preview: string
    preview_sender: string
    /** How far the visitor's side has read, by `seq`; and how far people at the desk have. */
    read_seq: number
    desk_read_seq: Generated<number>
    /** The newest visitor message that a turn or an agent has answered, by `seq`. */
    answered_seq: number
    /** JSON: CaseFile. */
    case_file: string
    created_at: number
    updated_at: number
    queued_at: number | null
    assigned_at: number | null
    /** How long it last waited for a person, in milliseconds: what the next visitor's estimate is made from. */
    waited: number | null
    /** How many proposed actions wait for a person. */
    open_proposals: Generated<number>
    /** 0 to 2, as `priorityOf` has it: the queue goes by it first. */
    priority: Generated<number>
    /** JSON: Signal[], why it needs attention; null where it needs none. */
    attention: string | null
    /** In whose queue it waits; null is the workspace's general queue. */
    team_id: string | null
    /** JSON: HelpingTeam[], teams that were pulled in beside its owner; null where none was. */
    helpers: string | null
    /** JSON: ServiceClocks, once it was handed over; null again once it is over. */
    clocks: string | null
    /** When the first of its service levels will be missed; null while none runs. */
    level_due_at: number | null
    /** `resolved` or `unresolved`, once it ended. */
    outcome: string | null
    /** When the first open promise is due; that a person will answer counts once people were warned. */
    promise_due_at: number | null
    /** How many open promises people were warned of, and how many broke since it was last resolved. */
    promises_warned: Generated<number>
    promises_broken: Generated<number>
    /** JSON: Acts, what people did to it; null where they did nothing. */
    acts: string | null
    /** From here to the rating: the same once more, for lists, filters and reports. */
    snoozed_until: number | null
    merged_into: string | null
    ending: string | null
    cause: string | null
    rating: number | null
    /** When the visitor was last asked how it was. */
    rating_asked_at: number | null
    /** When it was handed over to people last, when a person wrote last, and when it ended; null while it is open. */
    handed_over_at: number | null
    replied_at: number | null
    resolved_at: number | null
    /** When a service level of it was missed last, and JSON: BreachAt[], the newest of them, oldest first. */
    breached_at: number | null
    breaches: string | null
    /** Its place in the queue, also while a person has it: it comes back to it, and no less urgent than it was taken. */
    place_at: number | null
    place_priority: Generated<number>
    /** Since when the visitor waits for the word of a person; null where the visitor has the next word. */
    waiting_since: number | null
    /** From whom it came back into the queue last, and when. */
    returned_from: string | null
    returned_at: number | null
    /** Who had it last, also after its end. */
    last_agent_id: string | null
  }
  /** What people say of themselves. Whether they are there, the leases tell. */
  presence: {
    person_id: string
    workspace_id: string
    choice: string
    /** When their last connection ended; with a lease that stands they are here. */
    seen_at: number
    /** When a conversation was given to them last. */
    given_at: number | null
  }
  /** One row for each person and node that has a connection of theirs; the node renews it while it has. */
  presence_lease: { person_id: string; node_id: string; workspace_id: string; renewed_at: number }
  /** How conversations are given out, by team; the row of the team '' is for all that have none of their own. */
  routing: {
    workspace_id: string
    team_id: string
    mode: 'manual' | 'automatic'
    /** Milliseconds; null is no limit. */
    reply_within: number | null
    updated_at: number
    updated_by: string
  }
  tag: {
    id: string
    workspace_id: string
    name: string
    /** As `tagKey` has it: of tags that are not archived it is one tag's only. */
    name_key: string
    colour: string
    version: number
    created_at: number
    updated_at: number
    /** A person's name. */
    updated_by: string
    archived_at: number | null
    /** The tag that stands for it; that one was merged into none itself. */
    merged_into: string | null
  }
  /** The tags of a conversation under the ids they were put on with: filters by tag go by it. */
  conversation_tag: { conversation_id: string; tag_id: string; at: number }
  /** Visitors who may not write, as `blockKey` names them. */
  visitor_block: {
    id: string
    workspace_id: string
    visitor_id: string
    contact_id: string | null
    /** Where it was done. */
    conversation_id: string
    reason: string
    /** Null is without an end. */
    until: number | null
    at: number
    by_id: string
    by_name: string
    refused: number
    refused_at: number | null
  }
  /** What the watcher remembers of a conversation, up to the event `seq`: numbers and digests, no text. */
  watch_state: { conversation_id: string; seq: number; state: string }
  event: { conversation_id: string; seq: number; at: number; type: string; payload: string }
  /** One row a message: makes a client's id unique (invariant 2) and finds a message without reading the log. */
  message: {
    id: string
    conversation_id: string
    sender_id: string
    client_id: string
    seq: number
    at: number
    text_digest: string
  }
  /** What one conversation is found by. `number` says when it began, and is the place it has among those found. */
  search_entry: {
    conversation_id: string
    workspace_id: string
    number: number
    /** Up to which event it was read. */
    head: number
    /** Of the rule that makes terms of texts. */
    version: number
    /** The terms of its state, as status and team, with a space between: the ones that change. */
    facets: string
    /** All terms; PostgreSQL holds them as a `tsvector`. */
    terms: string
  }
  due_work: {
    key: string
    kind: string
    payload: string
    due_at: number
    /** Grows when the work is asked for again, so that a finished run cannot swallow a newer request. */
    generation: number
    attempts: number
    lease_until: number
    lease_owner: string | null
  }
  article: {
    workspace_id: string
    id: string
    language: string
    version: number
    archived: number
    title: string
    topic: string
    updated_at: number
    updated_by: string
  }
  article_version: {
    workspace_id: string
    id: string
    language: string
    version: number
    title: string
    topic: string
    phrasings: string
    body: string
    valid_from: string | null
    valid_until: string | null
    created_at: number
    created_by: string
  }
  release: {
    workspace_id: string
    number: number
    note: string
    created_at: number
    created_by: string
    /** JSON of the fitted models: with the versions below they make the index again, exactly. */
    confidence: string
    published_at: number | null
  }
  release_article: {
    workspace_id: string
    number: number
    article_id: string
    language: string
    version: number
  }
  /** A release's index, packed; without it the index is made anew from the articles. */
  release_index: { workspace_id: string; number: number; part: number; bytes: Uint8Array }
  /** Words that mean the same in this shop. */
  synonym_group: {
    workspace_id: string
    id: string
    version: number
    /** JSON: string[]. */
    words: string
    updated_at: number
    updated_by: string
  }
  /** Each word of the groups as the search compares it: it stands in one group only. */
  synonym_word: { workspace_id: string; word: string; group_id: string }
  /** The groups as they were when the release was made. */
  release_synonym: { workspace_id: string; number: number; group_id: string; version: number; words: string }
  /** An action that waits for a person, or waited. `action` is as proposed, and once approved as approved. */
  proposal: {
    id: string
    workspace_id: string
    conversation_id: string
    /** JSON: ShopAction. */
    action: string
    /** The e-mail address that the session proved. */
    customer: string
    why: string
    /** A person's name; null is the assistant. */
    proposed_by: string | null
    state: string
    /** Compare-and-set: grows with every change of state. */
    version: number
    /** Under which the shop does it once. */
    key: string
    proposed_at: number
    expires_at: number
    decided_by: string | null
    decided_at: number | null
    /** JSON: ActionOutcome. */
    result: string | null
    /** JSON: ActionFailure. */
    failure: string | null
  }
  /** What calls of models took on one day (UTC, `YYYY-MM-DD`) for a visitor, a workspace or the installation. */
  model_use: { subject: string; day: string; calls: number; tokens: number; milliseconds: number }
  evaluation_case: {
    workspace_id: string
    id: string
    locale: string
    question: string
    expect: string
    defect_id: string | null
    created_at: number
  }
  evaluation: {
    id: string
    workspace_id: string
    release: number
    state: string
    total: number
    done: number
    passed: number
    /** JSON: the gate and the failures, once finished. */
    result: string | null
    started_at: number
    finished_at: number | null
  }
  defect: {
    id: string
    workspace_id: string
    conversation_id: string
    /** The message, or the turn's question where nothing was answered: one defect a kind and subject. */
    subject: string
    message_id: string | null
    kind: string
    status: string
    source: string
    question: string
    answer: string | null
    language: string
    comment: string | null
    reason: string | null
    article_id: string | null
    case_id: string | null
    reported_by: string
    reported_at: number
    seen_in_release: number | null
    fixed_in_release: number | null
    closed_by: string | null
    closed_at: number | null
    closing_reason: string | null
    /** Since when the visitor's words are gone from it; its conversation is gone too. */
    erased_at: Generated<number | null>
  }
  /** A file of a message, or one that was uploaded for one. */
  attachment: {
    id: string
    workspace_id: string
    /** The visitor or person who uploaded it, and alone may send it. */
    owner_id: string
    /** The same where it is a visitor: who is erased takes along what they never sent. */
    visitor_id: string | null
    /** Null until a message names it. */
    conversation_id: string | null
    name: string
    type: string
    /** Bytes as stored; while it is uploading, as announced. */
    size: number
    /** Pixels, of pictures. */
    width: number | null
    height: number | null
    state: 'uploading' | 'ready'
    created_at: number
  }
  /** Its bytes, in parts of at most `partBytes`. */
  attachment_part: { attachment_id: string; part: number; bytes: Uint8Array }
  /** A reply that the copilot drafted, and what an agent made of it where it was sent: evidence for whoever mends articles. */
  copilot_draft: {
    id: string
    workspace_id: string
    conversation_id: string
    person_id: string
    created_at: number
    basis: string
    by_model: number
    language: string
    text: string
    /** JSON: the article versions it cites. */
    articles: string
    message_id: string | null
    sent: string | null
    /** 0 to 1, and how that was measured: as `changeOf` says. */
    distance: number | null
    measure: string | null
    sent_at: number | null
  }
  responsibility: {
    workspace_id: string
    version: number
    list: string
    created_at: number
    created_by: string
  }
}
