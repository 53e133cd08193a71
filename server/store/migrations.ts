interface Migration {
  number: number
  name: string
  statements: readonly string[]
  /** What one dialect alone can read, after what both do: indexes over words. */
  perDialect?: Record<'sqlite' | 'postgres', readonly string[]>
}

/**
 * The schema as numbered steps. A step that has landed is never edited: a change is a new step. The statements
 * are SQL that both dialects read; `bigint` and `text` mean the same in each.
 */
export const migrations: readonly Migration[] = [
  {
    number: 1,
    name: 'the first complete path',
    statements: [
      `create table workspace (id text primary key, name text not null, created_at bigint not null,
        live_release bigint, next_release bigint not null)`,
      `create table site (key text primary key, workspace_id text not null references workspace(id),
        name text not null, origins text not null, look text not null)`,
      `create table person (id text primary key, workspace_id text not null references workspace(id),
        name text not null, email text not null, role text not null, created_at bigint not null, disabled_at bigint,
        unique (workspace_id, email))`,
      `create table credential (digest text primary key, kind text not null, person_id text not null references person(id),
        name text not null, created_at bigint not null, expires_at bigint not null)`,
      'create index credential_person on credential (person_id, kind)',
      `create table visitor (id text primary key, workspace_id text not null references workspace(id),
        site_key text not null references site(key), token_digest text not null unique, token_expires_at bigint not null,
        locale text not null, page text, created_at bigint not null, seen_at bigint not null,
        order_guesses bigint not null)`,
      `create table conversation (id text primary key, workspace_id text not null references workspace(id),
        site_key text not null, visitor_id text not null references visitor(id), status text not null,
        head bigint not null, fence bigint not null, assignee_id text, assignee_name text, reason text, summary text,
        language text not null, preview text not null, preview_sender text not null, read_seq bigint not null,
        answered_seq bigint not null, case_file text not null,
        created_at bigint not null, updated_at bigint not null, queued_at bigint, assigned_at bigint, waited bigint)`,
      'create index conversation_inbox on conversation (workspace_id, status, updated_at desc, id)',
      'create index conversation_recent on conversation (workspace_id, updated_at desc, id)',
      'create index conversation_mine on conversation (workspace_id, assignee_id, status, updated_at desc, id)',
      'create index conversation_queue on conversation (workspace_id, queued_at, id) where queued_at is not null',
      'create index conversation_waited on conversation (workspace_id, assigned_at desc) where waited is not null',
      'create index conversation_visitor on conversation (visitor_id, updated_at desc)',
      `create table event (conversation_id text not null references conversation(id), seq bigint not null,
        at bigint not null, type text not null, payload text not null, primary key (conversation_id, seq))`,
      `create table message (id text primary key, conversation_id text not null references conversation(id),
        sender_id text not null, client_id text not null, seq bigint not null, at bigint not null,
        text_digest text not null, unique (conversation_id, sender_id, client_id))`,
      'create index message_sender on message (sender_id, client_id)',
      `create table due_work (key text primary key, kind text not null, payload text not null, due_at bigint not null,
        generation bigint not null, attempts bigint not null, lease_until bigint not null, lease_owner text)`,
      'create index due_work_due on due_work (due_at)',
      `create table article (workspace_id text not null references workspace(id), id text not null,
        language text not null, version bigint not null, archived bigint not null, title text not null,
        topic text not null, updated_at bigint not null, updated_by text not null,
        primary key (workspace_id, id, language))`,
      `create table article_version (workspace_id text not null references workspace(id), id text not null,
        language text not null, version bigint not null, title text not null, topic text not null,
        phrasings text not null, body text not null, valid_from text, valid_until text, created_at bigint not null,
        created_by text not null, primary key (workspace_id, id, language, version))`,
      `create table release (workspace_id text not null references workspace(id), number bigint not null,
        note text not null, created_at bigint not null, created_by text not null, confidence text not null,
        published_at bigint, primary key (workspace_id, number))`,
      `create table release_article (workspace_id text not null, number bigint not null, article_id text not null,
        language text not null, version bigint not null, primary key (workspace_id, number, article_id, language))`,
      `create table evaluation_case (workspace_id text not null references workspace(id), id text not null,
        locale text not null, question text not null, expect text not null, defect_id text, created_at bigint not null,
        primary key (workspace_id, id))`,
      `create table evaluation (id text primary key, workspace_id text not null references workspace(id),
        release bigint not null, state text not null, total bigint not null, done bigint not null,
        passed bigint not null, result text, started_at bigint not null, finished_at bigint)`,
      'create index evaluation_release on evaluation (workspace_id, release, started_at desc)',
      `create table defect (id text primary key, workspace_id text not null references workspace(id),
        conversation_id text not null references conversation(id), subject text not null, message_id text,
        kind text not null, status text not null, source text not null, question text not null, answer text,
        language text not null, comment text, reason text, article_id text, case_id text, reported_by text not null,
        reported_at bigint not null, seen_in_release bigint, fixed_in_release bigint, closed_by text,
        closed_at bigint, closing_reason text, unique (conversation_id, subject, kind))`,
      'create index defect_queue on defect (workspace_id, status, reported_at desc, id)',
      `create table responsibility (workspace_id text not null references workspace(id), version bigint not null,
        list text not null, created_at bigint not null, created_by text not null, primary key (workspace_id, version))`,
    ],
  },
  {
    number: 2,
    name: 'indexes stored with their releases',
    statements: [
      // SQLite keeps a blob as it is in a column of a type that it does not know, such as PostgreSQL's bytea.
      `create table release_index (workspace_id text not null references workspace(id), number bigint not null,
        part bigint not null, bytes bytea not null, primary key (workspace_id, number, part))`,
    ],
  },
  {
    number: 3,
    name: 'synonyms of a workspace',
    statements: [
      `create table synonym_group (workspace_id text not null references workspace(id), id text not null,
        version bigint not null, words text not null, updated_at bigint not null, updated_by text not null,
        primary key (workspace_id, id))`,
      `create table synonym_word (workspace_id text not null, word text not null, group_id text not null,
        primary key (workspace_id, word))`,
      'create index synonym_word_group on synonym_word (workspace_id, group_id)',
      `create table release_synonym (workspace_id text not null, number bigint not null, group_id text not null,
        version bigint not null, words text not null, primary key (workspace_id, number, group_id))`,
    ],
  },
  {
    number: 4,
    name: 'use of models, against their budgets',
    statements: [
      `create table model_use (subject text not null, day text not null, calls bigint not null,
        tokens bigint not null, milliseconds bigint not null, primary key (subject, day))`,
      'create index model_use_day on model_use (day)',
    ],
  },
  {
    number: 5,
    name: 'proposals that wait for a person',
    statements: [
      `create table proposal (id text primary key, workspace_id text not null references workspace(id),
        conversation_id text not null references conversation(id), action text not null, customer text not null,
        why text not null, proposed_by text, state text not null, version bigint not null, key text not null unique,
        proposed_at bigint not null, expires_at bigint not null, decided_by text,
        decided_at bigint, result text, failure text)`,
      'create index proposal_conversation on proposal (conversation_id, state)',
      'alter table conversation add column open_proposals bigint not null default 0',
      `create index conversation_proposals on conversation (workspace_id, updated_at desc, id)
        where open_proposals > 0`,
    ],
  },
  {
    number: 6,
    name: 'what the watcher sees',
    statements: [
      'alter table conversation add column priority bigint not null default 0',
      'alter table conversation add column attention text',
      'alter table conversation add column team text',
      `create table watch_state (conversation_id text primary key references conversation(id), seq bigint not null,
        state text not null)`,
      'drop index conversation_queue',
      `create index conversation_queue on conversation (workspace_id, priority desc, queued_at, id)
        where queued_at is not null`,
      `create index conversation_attention on conversation (workspace_id, updated_at desc, id)
        where attention is not null`,
    ],
  },
  {
    number: 7,
    name: 'promises that are due, and how a conversation ended',
    statements: [
      'alter table conversation add column outcome text',
      'alter table conversation add column promise_due_at bigint',
      'alter table conversation add column promises_warned bigint not null default 0',
      'alter table conversation add column promises_broken bigint not null default 0',
      `create index conversation_promises on conversation (workspace_id, promise_due_at, id)
        where promise_due_at is not null`,
    ],
  },
  {
    number: 8,
    name: 'versions of a site’s settings',
    statements: [
      'alter table site add column version bigint not null default 1',
      'alter table site add column updated_at bigint not null default 0',
      "alter table site add column updated_by text not null default ''",
    ],
  },
  {
    number: 9,
    name: 'contacts, by identities that a site signs',
    statements: [
      `create table contact (id text primary key, workspace_id text not null references workspace(id),
        subject text not null, name text, email text, locale text, created_at bigint not null,
        seen_at bigint not null, unique (workspace_id, subject))`,
      `create table identity_key (id text primary key, site_key text not null references site(key),
        secret text not null, created_at bigint not null, created_by text not null, used_at bigint)`,
      'create index identity_key_site on identity_key (site_key)',
      `create table identity_use (site_key text not null references site(key), token_digest text not null,
        expires_at bigint not null, primary key (site_key, token_digest))`,
      'create index identity_use_expiry on identity_use (expires_at)',
      'alter table visitor add column contact_id text',
      'create index visitor_contact on visitor (contact_id, seen_at desc) where contact_id is not null',
      'alter table conversation add column contact_id text',
      'alter table conversation add column contact_name text',
      `create index conversation_contact on conversation (contact_id, updated_at desc)
        where contact_id is not null`,
      'alter table visitor add column context text',
      'alter table visitor add column order_number text',
      `create table visitor_event (visitor_id text not null references visitor(id), number bigint not null,
        at bigint not null, name text not null, data text not null, primary key (visitor_id, number))`,
    ],
  },
  {
    number: 10,
    name: 'files of messages',
    statements: [
      // Whoever erases a visitor or a conversation erases its files with it, and cannot forget them.
      `create table attachment (id text primary key, workspace_id text not null references workspace(id),
        owner_id text not null, visitor_id text references visitor(id) on delete cascade,
        conversation_id text references conversation(id) on delete cascade, name text not null, type text not null,
        size bigint not null, width bigint, height bigint, state text not null, created_at bigint not null)`,
      'create index attachment_owner on attachment (owner_id, created_at, size)',
      'create index attachment_workspace on attachment (workspace_id, created_at, size)',
      'create index attachment_conversation on attachment (conversation_id)',
      'create index attachment_visitor on attachment (visitor_id)',
      `create table attachment_part (attachment_id text not null references attachment(id) on delete cascade,
        part bigint not null, bytes bytea not null, primary key (attachment_id, part))`,
    ],
  },
  {
    number: 11,
    name: 'versions of the script that storefronts include',
    statements: [
      'create table loader_version (id text primary key, source text not null, created_at bigint not null)',
    ],
  },
  {
    number: 12,
    name: 'how far people have read',
    statements: ['alter table conversation add column desk_read_seq bigint not null default 0'],
  },
  {
    number: 13,
    name: 'consent of visitors, and data that was erased',
    statements: [
      `create table consent (visitor_id text not null references visitor(id) on delete cascade,
        version text not null, locale text not null, text text not null, address text, at bigint not null,
        primary key (visitor_id, version))`,
      `create table erasure (visitor_id text primary key, workspace_id text not null references workspace(id),
        at bigint not null, requested_by text not null)`,
      // A defect outlives the conversation it was seen in, without the visitor's words: it refers to it no more.
      'drop index defect_queue',
      'alter table defect rename to defect_before',
      `create table defect (id text primary key, workspace_id text not null references workspace(id),
        conversation_id text not null, subject text not null, message_id text,
        kind text not null, status text not null, source text not null, question text not null, answer text,
        language text not null, comment text, reason text, article_id text, case_id text, reported_by text not null,
        reported_at bigint not null, seen_in_release bigint, fixed_in_release bigint, closed_by text,
        closed_at bigint, closing_reason text, erased_at bigint, unique (conversation_id, subject, kind))`,
      `insert into defect select id, workspace_id, conversation_id, subject, message_id, kind, status, source, question,
        answer, language, comment, reason, article_id, case_id, reported_by, reported_at, seen_in_release,
        fixed_in_release, closed_by, closed_at, closing_reason, null from defect_before`,
      'drop table defect_before',
      'create index defect_queue on defect (workspace_id, status, reported_at desc, id)',
    ],
  },
  {
    number: 14,
    name: 'teams, what routing knows of people, and clocks of service levels',
    statements: [
      `create table team (id text primary key, workspace_id text not null references workspace(id), name text not null,
        name_key text not null, hours text, targets text not null, version bigint not null, created_at bigint not null,
        updated_at bigint not null, updated_by text not null, archived_at bigint)`,
      'create unique index team_name on team (workspace_id, name_key) where archived_at is null',
      `create table team_member (team_id text not null references team(id), person_id text not null references person(id),
        primary key (team_id, person_id))`,
      'create index team_member_person on team_member (person_id)',
      `create table desk_profile (person_id text primary key references person(id), capacity bigint not null,
        skills text not null, version bigint not null, updated_at bigint not null, updated_by text not null)`,
      'alter table conversation add column team_id text',
      'alter table conversation add column helpers text',
      'alter table conversation add column clocks text',
      'alter table conversation add column level_due_at bigint',
      // What had one second team has it among its helpers.
      `update conversation
        set helpers = '[{"name":"' || replace(replace(team, '\\', '\\\\'), '"', '\\"') || '"}]'
        where team is not null`,
      'alter table conversation drop column team',
      `create index conversation_team_queue on conversation (team_id, priority desc, queued_at, id)
        where team_id is not null and queued_at is not null`,
      `create index conversation_of_team on conversation (team_id, status) where team_id is not null`,
      `create index conversation_level_due on conversation (workspace_id, level_due_at, id)
        where level_due_at is not null`,
    ],
  },
  {
    number: 15,
    name: 'presence, routing, and places in the queue',
    statements: [
      `create table presence (person_id text primary key references person(id) on delete cascade,
        workspace_id text not null references workspace(id), choice text not null, seen_at bigint not null,
        given_at bigint)`,
      'create index presence_workspace on presence (workspace_id)',
      `create table presence_lease (person_id text not null references person(id) on delete cascade,
        node_id text not null, workspace_id text not null references workspace(id), renewed_at bigint not null,
        primary key (person_id, node_id))`,
      'create index presence_lease_workspace on presence_lease (workspace_id, renewed_at)',
      'create index presence_lease_age on presence_lease (renewed_at)',
      `create table routing (workspace_id text not null references workspace(id), team_id text not null,
        mode text not null, reply_within bigint, updated_at bigint not null, updated_by text not null,
        primary key (workspace_id, team_id))`,
      'alter table conversation add column place_at bigint',
      'alter table conversation add column place_priority bigint not null default 0',
      'alter table conversation add column waiting_since bigint',
      'alter table conversation add column returned_from text',
      'alter table conversation add column returned_at bigint',
      'alter table conversation add column last_agent_id text',
      `update conversation set place_at = queued_at, waiting_since = queued_at where queued_at is not null`,
      `update conversation set place_at = assigned_at, last_agent_id = assignee_id where status = 'assigned'`,
      `create index conversation_helped on conversation (workspace_id, updated_at desc)
        where helpers is not null`,
      `create index conversation_held on conversation (assignee_id, assigned_at) where status = 'assigned'`,
    ],
  },
  {
    number: 16,
    name: 'how people sign in',
    statements: [
      'alter table person add column password text',
      'alter table person add column seen_at bigint',
      'alter table person add column issuer text',
      'alter table person add column subject text',
      'create index person_email on person (lower(email))',
      'create unique index person_subject on person (workspace_id, issuer, subject) where issuer is not null',
      'alter table credential add column device text',
      'alter table credential add column seen_at bigint',
      `create table invitation (id text primary key, workspace_id text not null references workspace(id),
        name text not null, email text not null, role text not null, language text not null, invited_by text not null,
        created_at bigint not null, expires_at bigint not null, mail text, unique (workspace_id, email))`,
      'create index invitation_email on invitation (lower(email))',
      `create table invitation_link (digest text primary key,
        invitation_id text not null references invitation(id) on delete cascade)`,
      'create index invitation_link_invitation on invitation_link (invitation_id)',
      `create table second_factor (person_id text primary key references person(id), secret text not null,
        created_at bigint not null, confirmed_at bigint, used_step bigint not null)`,
      `create table recovery_code (person_id text not null references person(id), digest text not null,
        primary key (person_id, digest))`,
      `create table person_act (id text primary key, workspace_id text not null references workspace(id),
        person_id text not null, number bigint not null, act text not null, detail text not null, by_id text, by_name text not null,
        at bigint not null)`,
      'create index person_act_person on person_act (workspace_id, person_id, number desc, id)',
      `create table open_id_attempt (digest text primary key, state text not null, nonce text not null,
        verifier text not null, expires_at bigint not null)`,
      'create index open_id_attempt_expiry on open_id_attempt (expires_at)',
    ],
  },
  {
    number: 17,
    name: 'search over all conversations, and an inbox of a million',
    statements: [
      `create index conversation_open on conversation (workspace_id, updated_at desc, id)
        where status <> 'resolved'`,
      'create index conversation_language on conversation (workspace_id, status, language, updated_at desc, id)',
      `create index conversation_team on conversation (workspace_id, team_id, updated_at desc, id)
        where team_id is not null`,
      `create index conversation_priority on conversation (workspace_id, priority, updated_at desc, id)
        where priority > 0`,
    ],
    // A word is found by the dialect's own index; which words there are, one function says for both.
    perDialect: {
      sqlite: [
        `create table search_entry (conversation_id text primary key references conversation(id) on delete cascade,
          workspace_id text not null, number bigint not null unique, head bigint not null, version bigint not null,
          facets text not null, terms text not null)`,
        `create virtual table search_terms using fts5(terms, content='', detail=none, columnsize=0, tokenize='ascii')`,
        // What is deleted leaves the pages at once, and not when they are merged some day (invariant 16).
        `insert into search_terms (search_terms, rank) values ('secure-delete', 1)`,
        // Whoever erases a conversation erases it here, and cannot forget it.
        `create trigger search_erased after delete on search_entry begin
          insert into search_terms (search_terms, rowid, terms) values ('delete', old.number, old.terms); end`,
        'create index search_entry_workspace on search_entry (workspace_id, number)',
      ],
      postgres: [
        `create table search_entry (conversation_id text primary key references conversation(id) on delete cascade,
          workspace_id text not null, number bigint not null unique, head bigint not null, version bigint not null,
          facets text not null, terms tsvector not null)`,
        // Without a list of what is still to be sorted in, which every search would have to read through.
        'create index search_entry_terms on search_entry using gin (terms) with (fastupdate = off)',
        'create index search_entry_workspace on search_entry (workspace_id, number)',
      ],
    },
  },
  {
    number: 18,
    name: 'what people at the desk prepare, and whom notes mention',
    statements: [
      // The owner of what everybody in the workspace has is nobody: an empty text, so that one index tells keys apart.
      `create table desk_tool (id text primary key, workspace_id text not null references workspace(id),
        kind text not null, owner text not null, key text not null, content text not null, version bigint not null,
        created_at bigint not null, updated_at bigint not null, updated_by text not null)`,
      'create unique index desk_tool_key on desk_tool (workspace_id, kind, owner, key)',
      'create index desk_tool_list on desk_tool (workspace_id, kind, id)',
      // Whoever erases a conversation erases what was said to colleagues in it.
      `create table mention (person_id text not null references person(id), at bigint not null,
        conversation_id text not null references conversation(id) on delete cascade, seq bigint not null,
        by_id text not null, read_at bigint, primary key (person_id, conversation_id, seq))`,
      'create index mention_recent on mention (person_id, at desc, conversation_id, seq)',
      'create index mention_unread on mention (person_id, conversation_id) where read_at is null',
      'create index mention_conversation on mention (conversation_id)',
    ],
  },
  {
    number: 19,
    name: 'drafts of the copilot, and what became of them',
    statements: [
      `create table copilot_draft (id text primary key, workspace_id text not null references workspace(id),
        conversation_id text not null references conversation(id) on delete cascade, person_id text not null,
        created_at bigint not null, basis text not null, by_model bigint not null, language text not null,
        text text not null, articles text not null, message_id text, sent text, distance real, measure text,
        sent_at bigint)`,
      'create index copilot_draft_conversation on copilot_draft (conversation_id, created_at)',
      'create index copilot_draft_sent on copilot_draft (workspace_id, sent_at) where sent_at is not null',
    ],
  },
  {
    number: 20,
    name: 'wrap-up, and what people do to a conversation',
    statements: [
      // JSON: Acts; what lists and reports go by stands in columns of its own.
      'alter table conversation add column acts text',
      'alter table conversation add column snoozed_until bigint',
      'alter table conversation add column merged_into text',
      'alter table conversation add column ending text',
      'alter table conversation add column cause text',
      'alter table conversation add column rating bigint',
      'alter table conversation add column rating_asked_at bigint',
      `create index conversation_snoozed on conversation (workspace_id, snoozed_until, id)
        where snoozed_until is not null`,
      `create index conversation_ending on conversation (workspace_id, ending, updated_at desc, id)
        where ending is not null`,
      `create index conversation_cause on conversation (workspace_id, cause, updated_at desc, id)
        where cause is not null`,
      `create index conversation_rating on conversation (workspace_id, rating, updated_at desc, id)
        where rating is not null`,
      `create table tag (id text primary key, workspace_id text not null references workspace(id), name text not null,
        name_key text not null, colour text not null, version bigint not null, created_at bigint not null,
        updated_at bigint not null, updated_by text not null, archived_at bigint, merged_into text)`,
      'create unique index tag_name on tag (workspace_id, name_key) where archived_at is null',
      `create table conversation_tag (conversation_id text not null references conversation(id) on delete cascade,
        tag_id text not null references tag(id), at bigint not null, primary key (conversation_id, tag_id))`,
      'create index conversation_tag_tag on conversation_tag (tag_id, at desc, conversation_id)',
      // One row for each visitor or contact; it goes with them, and when they may write again.
      `create table visitor_block (id text primary key, workspace_id text not null references workspace(id),
        visitor_id text not null references visitor(id) on delete cascade, contact_id text,
        conversation_id text not null, reason text not null, until bigint, at bigint not null, by_id text not null,
        by_name text not null, refused bigint not null, refused_at bigint)`,
      'create index visitor_block_list on visitor_block (workspace_id, at desc, id)',
      'create index visitor_block_visitor on visitor_block (visitor_id)',
    ],
  },
  {
    number: 21,
    name: "what the supervisor's floor shows",
    statements: [
      'alter table conversation add column handed_over_at bigint',
      'alter table conversation add column replied_at bigint',
      'alter table conversation add column resolved_at bigint',
      'alter table conversation add column breached_at bigint',
      'alter table conversation add column breaches text',
      // With the team in it the waits of all queues are read from the index alone, longest waiting first.
      `create index conversation_floor_waiting on conversation (workspace_id, queued_at, team_id)
        where queued_at is not null and snoozed_until is null`,
      `create index conversation_handed_over on conversation (workspace_id, handed_over_at)
        where handed_over_at is not null`,
      `create index conversation_replied on conversation (workspace_id, replied_at) where replied_at is not null`,
      `create index conversation_resolved_at on conversation (workspace_id, resolved_at)
        where resolved_at is not null`,
      `create index conversation_breached on conversation (workspace_id, breached_at desc, id)
        where breached_at is not null`,
    ],
  },
]
