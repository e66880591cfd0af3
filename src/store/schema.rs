//! The tables, as a list of migrations. A migration that was released is never edited: what is to
//! change is appended as the next one.

/// The migrations, in order; the store's version is how many of them it has seen.
pub(super) const MIGRATIONS: &[&str] = &[
    // 1: the spine
    "
    CREATE TABLE wave (
        id           INTEGER PRIMARY KEY,
        name         TEXT    NOT NULL UNIQUE,
        study        TEXT    NOT NULL,
        design_hash  TEXT    NOT NULL,
        plan_hash    TEXT    NOT NULL,
        token_key    BLOB    NOT NULL,
        first        INTEGER NOT NULL,
        enquiries    INTEGER NOT NULL,
        opens        INTEGER NOT NULL,
        closes       INTEGER NOT NULL,
        opened_at    INTEGER NOT NULL,
        program      TEXT    NOT NULL
    );
    -- `id` counts over all waves of the store: first of its wave + position in the plan.
    CREATE TABLE enquiry (
        id           INTEGER PRIMARY KEY,
        wave         INTEGER NOT NULL REFERENCES wave (id),
        name         TEXT    NOT NULL,
        company      INTEGER NOT NULL,
        question     INTEGER NOT NULL,
        channel      TEXT    NOT NULL,
        persona      INTEGER NOT NULL,
        wording      INTEGER NOT NULL,
        due_at       INTEGER,
        token        TEXT    NOT NULL UNIQUE,
        contact      TEXT,
        subject      TEXT    NOT NULL
    );
    -- An intent, and then its outcome: two rows of one attempt. An intent alone is in doubt.
    CREATE TABLE attempt (
        enquiry      INTEGER NOT NULL REFERENCES enquiry (id),
        number       INTEGER NOT NULL,
        phase        TEXT    NOT NULL CHECK (phase IN ('intent', 'outcome')),
        at           INTEGER NOT NULL,
        transport    TEXT,
        own_id       TEXT,
        result       TEXT,
        reply        TEXT,
        CHECK ((phase = 'intent') = (result IS NULL)),
        PRIMARY KEY (enquiry, number, phase)
    ) WITHOUT ROWID;
    -- The hash makes it impossible to store a message twice, whichever folder it is found in.
    CREATE TABLE inbound (
        id            INTEGER PRIMARY KEY,
        sha256        BLOB    NOT NULL UNIQUE,
        account       TEXT    NOT NULL,
        mailbox       TEXT    NOT NULL,
        uid_validity  INTEGER NOT NULL,
        uid           INTEGER NOT NULL,
        internal_date INTEGER,
        collected_at  INTEGER NOT NULL,
        size          INTEGER NOT NULL,
        raw           BLOB    NOT NULL
    );
    -- What intake made of an inbound; reading again appends another row, the newest counts.
    CREATE TABLE response (
        id            INTEGER PRIMARY KEY,
        inbound       INTEGER NOT NULL REFERENCES inbound (id),
        enquiry       INTEGER REFERENCES enquiry (id),
        candidates    TEXT    NOT NULL,
        tied_by       TEXT,
        kind          TEXT    NOT NULL,
        rule          TEXT    NOT NULL,
        evidence      TEXT    NOT NULL,
        answered_at   INTEGER,
        time_source   TEXT,
        date_header   INTEGER,
        skew_seconds  INTEGER,
        sender        TEXT    NOT NULL,
        subject       TEXT    NOT NULL,
        token         TEXT,
        text          TEXT    NOT NULL,
        language      TEXT,
        bounce_status TEXT,
        read_at       INTEGER NOT NULL
    );
    CREATE INDEX response_by_inbound ON response (inbound);
    CREATE INDEX response_by_enquiry ON response (enquiry);
    CREATE TABLE coding (
        id            INTEGER PRIMARY KEY,
        enquiry       INTEGER NOT NULL REFERENCES enquiry (id),
        criterion     TEXT    NOT NULL,
        code          TEXT    NOT NULL,
        coder         TEXT    NOT NULL,
        reason        TEXT    NOT NULL,
        coded_at      INTEGER NOT NULL
    );
    CREATE INDEX coding_by_enquiry ON coding (enquiry);
    -- How far a mailbox was read, and when it was last looked into.
    CREATE TABLE cursor (
        id            INTEGER PRIMARY KEY,
        account       TEXT    NOT NULL,
        mailbox       TEXT    NOT NULL,
        uid_validity  INTEGER NOT NULL,
        last_uid      INTEGER NOT NULL,
        at            INTEGER NOT NULL
    );
    CREATE INDEX cursor_by_mailbox ON cursor (account, mailbox, id);
    ",
    // 2: what else a message shows, lists as JSON
    "
    ALTER TABLE response ADD COLUMN greeting_by_name INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE response ADD COLUMN agent_named INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE response ADD COLUMN links TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE response ADD COLUMN questions TEXT NOT NULL DEFAULT '[]';
    ",
    // 3: what a tied message teaches about later ones: ids, codes and ticket numbers, as JSON
    "
    ALTER TABLE response ADD COLUMN marks TEXT NOT NULL DEFAULT '[]';
    ",
    // 4: what a person decides about a message, and what counts of each message
    "
    -- The enquiries are a JSON list of keys, empty when the message belongs to none; NULL leaves that, or
    -- the kind, to intake. `response` is what the person saw. The newest decision holds.
    CREATE TABLE decision (
        id            INTEGER PRIMARY KEY,
        inbound       INTEGER NOT NULL REFERENCES inbound (id),
        response      INTEGER NOT NULL REFERENCES response (id),
        enquiries     TEXT,
        kind          TEXT,
        coder         TEXT    NOT NULL,
        note          TEXT    NOT NULL,
        decided_at    INTEGER NOT NULL
    );
    CREATE INDEX decision_by_inbound ON decision (inbound);
    -- What counts: a row for each message and enquiry it is tied to, or one tied to none. The newest
    -- response, unless a person decided; the same rule as `model::standpoints`. Intake calls unrelated
    -- what it ties to nothing, and names in the rule what it would have been: no_tie (answer: ..).
    CREATE VIEW reading AS
    SELECT r.id AS response, r.inbound, r.enquiry, r.tied_by, r.kind, r.answered_at, r.time_source,
           r.date_header, r.sender, r.text, NULL AS decision
    FROM response r
    WHERE NOT EXISTS (SELECT 1 FROM response n WHERE n.inbound = r.inbound AND n.id > r.id)
      AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.inbound = r.inbound)
    UNION ALL
    SELECT r.id, r.inbound,
           CASE WHEN d.enquiries IS NULL THEN r.enquiry ELSE e.value END,
           CASE WHEN d.enquiries IS NULL THEN r.tied_by WHEN e.value IS NULL THEN NULL ELSE 'review' END,
           coalesce(d.kind, CASE WHEN substr(r.rule, 1, 8) = 'no_tie ('
                            THEN substr(r.rule, 9, instr(r.rule, ':') - 9) ELSE r.kind END),
           r.answered_at, r.time_source, r.date_header, r.sender, r.text, d.id
    FROM decision d
    JOIN response r ON r.id = (SELECT max(n.id) FROM response n WHERE n.inbound = d.inbound)
    LEFT JOIN json_each(d.enquiries) e
    WHERE NOT EXISTS (SELECT 1 FROM decision n WHERE n.inbound = d.inbound AND n.id > d.id);
    ",
    // 5: posts, what their networks were asked, and what companies show of themselves there
    "
    -- What the bytes are: a mail as it came, or a post as JSON. A post's hash is that of its identity, its
    -- uid is its position in the feed it was found in, and its uid_validity is 0; a feed has a cursor as a
    -- mailbox has.
    ALTER TABLE inbound ADD COLUMN form TEXT NOT NULL DEFAULT 'mail' CHECK (form IN ('mail', 'post'));
    CREATE TABLE usage (
        id            INTEGER PRIMARY KEY,
        account       TEXT    NOT NULL,
        item          TEXT    NOT NULL,
        count         INTEGER NOT NULL,
        at            INTEGER NOT NULL
    );
    CREATE INDEX usage_by_account ON usage (account, at);
    -- The newest of a company, network and handle counts.
    CREATE TABLE profile (
        id            INTEGER PRIMARY KEY,
        company       TEXT    NOT NULL,
        network       TEXT    NOT NULL,
        handle        TEXT    NOT NULL,
        at            INTEGER NOT NULL,
        json          TEXT    NOT NULL
    );
    CREATE INDEX profile_by_company ON profile (company, network, handle);
    ",
    // 6: what is said in a session is an inbound too, and what is seen in an attempt is kept
    "
    -- A column's CHECK goes only with the column.
    DROP TRIGGER IF EXISTS inbound_no_UPDATE;
    ALTER TABLE inbound RENAME COLUMN form TO mail_or_post;
    ALTER TABLE inbound ADD COLUMN form TEXT NOT NULL DEFAULT 'mail' CHECK (form IN ('mail', 'post', 'said'));
    UPDATE inbound SET form = mail_or_post WHERE mail_or_post <> 'mail';
    ALTER TABLE inbound DROP COLUMN mail_or_post;
    CREATE TABLE exhibit (
        id            INTEGER PRIMARY KEY,
        enquiry       INTEGER NOT NULL REFERENCES enquiry (id),
        number        INTEGER NOT NULL,
        kind          TEXT    NOT NULL,
        media_type    TEXT    NOT NULL,
        address       TEXT    NOT NULL,
        at            INTEGER NOT NULL,
        size          INTEGER NOT NULL,
        body          BLOB    NOT NULL
    );
    CREATE INDEX exhibit_by_enquiry ON exhibit (enquiry);
    ",
    // 7: codes of answers and of pairs of answers, with what they rest on; nothing was coded before
    "
    DROP TABLE coding;
    CREATE TABLE coding (
        id            INTEGER PRIMARY KEY,
        enquiry       INTEGER NOT NULL REFERENCES enquiry (id),
        other         INTEGER REFERENCES enquiry (id),
        inbound       INTEGER NOT NULL REFERENCES inbound (id),
        other_inbound INTEGER REFERENCES inbound (id),
        criterion     TEXT    NOT NULL,
        code          TEXT    NOT NULL,
        coder         TEXT    NOT NULL,
        -- Thousandths.
        confidence    INTEGER,
        rule          TEXT    NOT NULL,
        -- Places in the texts, as JSON: [[from, to], ..], of the answer and of the other one.
        spans         TEXT    NOT NULL,
        other_spans   TEXT    NOT NULL,
        note          TEXT    NOT NULL,
        coded_at      INTEGER NOT NULL
    );
    CREATE INDEX coding_by_enquiry ON coding (enquiry);
    ",
    // 8: what language models replied
    "
    -- The key is a SHA-256 of template, model, parameters and input; a reply that was no verdict has a
    -- second one beside it.
    CREATE TABLE judgement (
        id            INTEGER PRIMARY KEY,
        key           BLOB    NOT NULL,
        number        INTEGER NOT NULL,
        template      TEXT    NOT NULL,
        model         TEXT    NOT NULL,
        fingerprint   TEXT,
        parameters    TEXT    NOT NULL,
        reply         BLOB    NOT NULL,
        tokens_in     INTEGER,
        tokens_out    INTEGER,
        at            INTEGER NOT NULL,
        UNIQUE (key, number)
    );
    ",
    // 9: the detection log: by which enquiries companies noticed that they were being studied
    "
    -- The newest about an enquiry holds.
    CREATE TABLE notice (
        id            INTEGER PRIMARY KEY,
        enquiry       INTEGER NOT NULL REFERENCES enquiry (id),
        noticed       INTEGER NOT NULL CHECK (noticed IN (0, 1)),
        note          TEXT    NOT NULL,
        at            INTEGER NOT NULL
    );
    CREATE INDEX notice_by_enquiry ON notice (enquiry);
    ",
    // 10: the codes of a reply together, without what they rest on; what a visit cost, without its record
    "
    -- What one coder gave to one reply, and to pairs of it and later ones, at one moment; numbered, of each enquiry,
    -- in the order in which it was given. `entries.rs` says how codes are written. What was given before stays in
    -- `coding`, and comes first.
    CREATE TABLE codes (
        enquiry       INTEGER NOT NULL REFERENCES enquiry (id),
        number        INTEGER NOT NULL,
        inbound       INTEGER NOT NULL REFERENCES inbound (id),
        coder         TEXT    NOT NULL,
        coded_at      INTEGER NOT NULL,
        codes         TEXT    NOT NULL,
        PRIMARY KEY (enquiry, number)
    ) WITHOUT ROWID;
    -- Of each of these codes, in their order, as JSON: [rule, spans, spans of the other, note].
    CREATE TABLE reasons (
        enquiry       INTEGER NOT NULL,
        number        INTEGER NOT NULL,
        reasons       TEXT    NOT NULL,
        PRIMARY KEY (enquiry, number),
        FOREIGN KEY (enquiry, number) REFERENCES codes (enquiry, number)
    ) WITHOUT ROWID;
    -- Of each exhibit that is a record; of a visit what it cost, the seconds as the record writes them. The newest of an
    -- enquiry counts. Opening an older ledger adds what was recorded before.
    CREATE TABLE effort (
        enquiry       INTEGER NOT NULL REFERENCES enquiry (id),
        exhibit       INTEGER NOT NULL REFERENCES exhibit (id),
        clicks        INTEGER,
        seconds       TEXT,
        PRIMARY KEY (enquiry, exhibit)
    ) WITHOUT ROWID;
    ",
    // 11: what the rules went by
    "
    -- A hash of all that the rules read when they coded the answers of a company to one question, whose first enquiry
    -- this is. The newest counts: while it is the same, so are the codes.
    CREATE TABLE basis (
        enquiry       INTEGER NOT NULL REFERENCES enquiry (id),
        number        INTEGER NOT NULL,
        hash          INTEGER NOT NULL,
        PRIMARY KEY (enquiry, number)
    ) WITHOUT ROWID;
    ",
    // 12: what was read more than once
    "
    -- The messages with more than one row in `response`. They are few: whoever wants the newest row of each need not
    -- look for a newer one of all the others.
    CREATE TABLE reread (inbound INTEGER PRIMARY KEY REFERENCES inbound (id));
    INSERT INTO reread SELECT inbound FROM response GROUP BY inbound HAVING count(*) > 1;
    CREATE TRIGGER response_again AFTER INSERT ON response
    WHEN EXISTS (SELECT 1 FROM response o WHERE o.inbound = NEW.inbound AND o.id <> NEW.id)
    BEGIN
        INSERT OR IGNORE INTO reread VALUES (NEW.inbound);
    END;
    -- What each message is read as, as before: those that nobody decided on and those that somebody did, each to be had
    -- without the other, which SQLite reads faster than both in one.
    DROP VIEW reading;
    CREATE VIEW reading_undecided AS
    SELECT r.id AS response, r.inbound, r.enquiry, r.tied_by, r.kind, r.answered_at, r.time_source,
           r.date_header, r.sender, r.text, NULL AS decision
    FROM response r
    WHERE NOT (EXISTS (SELECT 1 FROM reread a WHERE a.inbound = r.inbound)
               AND EXISTS (SELECT 1 FROM response n WHERE n.inbound = r.inbound AND n.id > r.id))
      AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.inbound = r.inbound);
    CREATE VIEW reading_decided AS
    SELECT r.id AS response, r.inbound,
           CASE WHEN d.enquiries IS NULL THEN r.enquiry ELSE e.value END AS enquiry,
           CASE WHEN d.enquiries IS NULL THEN r.tied_by WHEN e.value IS NULL THEN NULL ELSE 'review' END AS tied_by,
           coalesce(d.kind, CASE WHEN substr(r.rule, 1, 8) = 'no_tie ('
                            THEN substr(r.rule, 9, instr(r.rule, ':') - 9) ELSE r.kind END) AS kind,
           r.answered_at, r.time_source, r.date_header, r.sender, r.text, d.id AS decision
    FROM decision d
    JOIN response r ON r.id = (SELECT max(n.id) FROM response n WHERE n.inbound = d.inbound)
    LEFT JOIN json_each(d.enquiries) e
    WHERE NOT EXISTS (SELECT 1 FROM decision n WHERE n.inbound = d.inbound AND n.id > d.id);
    CREATE VIEW reading AS SELECT * FROM reading_undecided UNION ALL SELECT * FROM reading_decided;
    ",
];

/// The version whose migration leaves it to the program to fill in `effort`.
pub(super) const EFFORT: usize = 10;

/// The tables in which nothing may be changed or removed.
pub(super) const APPEND_ONLY: &[&str] = &[
    "wave",
    "enquiry",
    "attempt",
    "inbound",
    "response",
    "coding",
    "cursor",
    "decision",
    "usage",
    "profile",
    "exhibit",
    "judgement",
    "notice",
    "codes",
    "reasons",
    "effort",
    "basis",
    "reread",
];
