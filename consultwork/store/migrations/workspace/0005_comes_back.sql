-- The review round: copies, edits, kept wording, approvals; asking back; what was published.

ALTER TABLE comment ADD COLUMN anchor VARCHAR(80) NOT NULL DEFAULT '';

ALTER TABLE comment ADD COLUMN paragraph TEXT NOT NULL DEFAULT '';

ALTER TABLE feedback ADD COLUMN skills VARCHAR(20) NOT NULL DEFAULT '';

ALTER TABLE draft ADD COLUMN sent_digest VARCHAR(64) NOT NULL DEFAULT '';

CREATE TABLE asking (
    ref VARCHAR(16) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    version INTEGER NOT NULL,
    showing BOOLEAN NOT NULL,
    recorded BOOLEAN NOT NULL,
    nobody TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (ref)
);

CREATE INDEX ix_asking_consultation ON asking (consultation);

CREATE TABLE published (
    ref VARCHAR(16) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    title TEXT NOT NULL,
    passages TEXT NOT NULL,
    "on" DATE,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (ref)
);

CREATE INDEX ix_published_consultation ON published (consultation);

CREATE TABLE kept_wording (
    consultation VARCHAR(80) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    anchor VARCHAR(80) NOT NULL,
    base TEXT NOT NULL,
    words TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (consultation, kind, anchor)
);

CREATE TABLE approval (
    id INTEGER NOT NULL,
    draft VARCHAR(120) NOT NULL,
    version INTEGER NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    digest VARCHAR(64) NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_approval_draft ON approval (draft);

CREATE TABLE asked_voice (
    ref VARCHAR(16) NOT NULL,
    asking VARCHAR(16) NOT NULL,
    person VARCHAR(16),
    way VARCHAR(20) NOT NULL,
    label VARCHAR(200) NOT NULL,
    present INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    "on" DATE,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (ref),
    FOREIGN KEY(asking) REFERENCES asking (ref) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE
);

CREATE INDEX ix_asked_voice_person ON asked_voice (person);

CREATE INDEX ix_asked_voice_asking ON asked_voice (asking);

CREATE TABLE handed_out (
    id INTEGER NOT NULL,
    draft VARCHAR(120) NOT NULL,
    purpose VARCHAR(20) NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    path VARCHAR(400) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    paragraphs TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE
);

CREATE INDEX ix_handed_out_draft ON handed_out (draft);

CREATE INDEX ix_handed_out_digest ON handed_out (digest);

CREATE INDEX ix_handed_out_key ON handed_out ("key");

CREATE TABLE edit (
    draft VARCHAR(120) NOT NULL,
    source VARCHAR(64) NOT NULL,
    id VARCHAR(40) NOT NULL,
    author VARCHAR(200) NOT NULL,
    "on" VARCHAR(40) NOT NULL,
    section TEXT NOT NULL,
    anchor VARCHAR(80) NOT NULL,
    place VARCHAR(20) NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    tracked BOOLEAN NOT NULL,
    touches VARCHAR(20) NOT NULL,
    evidence TEXT NOT NULL,
    decision VARCHAR(20) NOT NULL,
    reason TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    PRIMARY KEY (draft, source, id),
    FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE
);

CREATE TABLE asked_item (
    asking VARCHAR(16) NOT NULL,
    number INTEGER NOT NULL,
    item VARCHAR(20) NOT NULL,
    "key" VARCHAR(120) NOT NULL,
    words TEXT NOT NULL,
    place TEXT NOT NULL,
    "before" TEXT NOT NULL,
    who TEXT NOT NULL,
    person VARCHAR(16),
    submission VARCHAR(16),
    PRIMARY KEY (asking, number),
    FOREIGN KEY(asking) REFERENCES asking (ref) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE,
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_asked_item_submission ON asked_item (submission);

CREATE INDEX ix_asked_item_person ON asked_item (person);

CREATE TABLE asked_reply (
    voice VARCHAR(16) NOT NULL,
    number INTEGER NOT NULL,
    "view" VARCHAR(20) NOT NULL,
    words TEXT NOT NULL,
    place INTEGER,
    how VARCHAR(200) NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    changed BOOLEAN,
    because TEXT NOT NULL,
    decided_by VARCHAR(200) NOT NULL,
    decided_at DATETIME,
    PRIMARY KEY (voice, number),
    FOREIGN KEY(voice) REFERENCES asked_voice (ref) ON DELETE CASCADE
);
