-- People, their words, what was coded, drafts, and what became of the asks.

CREATE TABLE schema_version (
    version INTEGER NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (version)
);

CREATE TABLE counter (
    kind VARCHAR(4) NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind)
);

CREATE TABLE secret (
    name VARCHAR(40) NOT NULL,
    value VARCHAR(128) NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE event (
    id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    act VARCHAR(200) NOT NULL,
    token VARCHAR(64) NOT NULL,
    amount INTEGER NOT NULL,
    hash VARCHAR(64) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE batch (
    ref VARCHAR(16) NOT NULL,
    what VARCHAR(400) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    at DATETIME NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_left_out INTEGER NOT NULL,
    PRIMARY KEY (ref)
);

CREATE TABLE person (
    ref VARCHAR(16) NOT NULL,
    speaker VARCHAR(20) NOT NULL,
    role VARCHAR(400) NOT NULL,
    present INTEGER,
    token VARCHAR(64) NOT NULL,
    batch VARCHAR(16) NOT NULL,
    PRIMARY KEY (ref)
);

CREATE INDEX ix_person_token ON person (token);

CREATE TABLE withdrawn (
    token VARCHAR(64) NOT NULL,
    PRIMARY KEY (token)
);

CREATE TABLE code (
    id VARCHAR(80) NOT NULL,
    place INTEGER NOT NULL,
    name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL,
    include TEXT NOT NULL,
    exclude TEXT NOT NULL,
    example TEXT NOT NULL,
    parent VARCHAR(80) NOT NULL,
    statement TEXT NOT NULL,
    questions TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE theme_decision (
    consultation VARCHAR(80) NOT NULL,
    code VARCHAR(80) NOT NULL,
    decision VARCHAR(40) NOT NULL,
    reason TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (consultation, code)
);

CREATE TABLE link (
    consultation VARCHAR(80) NOT NULL,
    question VARCHAR(40) NOT NULL,
    code VARCHAR(80) NOT NULL,
    confirmed BOOLEAN NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (consultation, question, code)
);

CREATE TABLE answer (
    consultation VARCHAR(80) NOT NULL,
    question VARCHAR(40) NOT NULL,
    not_answered TEXT NOT NULL,
    pieces TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (consultation, question)
);

CREATE TABLE draft (
    id VARCHAR(120) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    version INTEGER NOT NULL,
    state VARCHAR(20) NOT NULL,
    path VARCHAR(400) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    manifest TEXT NOT NULL,
    at DATETIME NOT NULL,
    approved_by VARCHAR(200) NOT NULL,
    approved_at DATETIME,
    sent_at DATETIME,
    route VARCHAR(200) NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE comment (
    draft VARCHAR(120) NOT NULL,
    source VARCHAR(64) NOT NULL,
    id VARCHAR(40) NOT NULL,
    author VARCHAR(200) NOT NULL,
    "on" VARCHAR(40) NOT NULL,
    text TEXT NOT NULL,
    anchored TEXT NOT NULL,
    section TEXT NOT NULL,
    thread VARCHAR(40) NOT NULL,
    parent VARCHAR(40) NOT NULL,
    resolved BOOLEAN NOT NULL,
    decision VARCHAR(20) NOT NULL,
    reason TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    PRIMARY KEY (draft, source, id)
);

CREATE TABLE outcome (
    ask VARCHAR(80) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    state VARCHAR(20) NOT NULL,
    document TEXT NOT NULL,
    page VARCHAR(40) NOT NULL,
    quotation TEXT NOT NULL,
    decided_on DATE,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (ask, consultation)
);

CREATE TABLE plan_item (
    consultation VARCHAR(80) NOT NULL,
    section VARCHAR(40) NOT NULL,
    "key" VARCHAR(80) NOT NULL,
    answer TEXT NOT NULL,
    owner VARCHAR(200) NOT NULL,
    cover VARCHAR(200) NOT NULL,
    due DATE,
    ask_again DATE,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (consultation, section, "key")
);

CREATE TABLE identity (
    person VARCHAR(16) NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    credit_name TEXT NOT NULL,
    PRIMARY KEY (person),
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE
);

CREATE TABLE twin (
    one VARCHAR(16) NOT NULL,
    other VARCHAR(16) NOT NULL,
    why VARCHAR(200) NOT NULL,
    decision VARCHAR(20) NOT NULL,
    PRIMARY KEY (one, other),
    FOREIGN KEY(one) REFERENCES person (ref) ON DELETE CASCADE,
    FOREIGN KEY(other) REFERENCES person (ref) ON DELETE CASCADE
);

CREATE TABLE permission (
    id INTEGER NOT NULL,
    person VARCHAR(16) NOT NULL,
    use VARCHAR(20) NOT NULL,
    given BOOLEAN NOT NULL,
    "on" DATE,
    how VARCHAR(200) NOT NULL,
    wording VARCHAR(60) NOT NULL,
    batch VARCHAR(16) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE
);

CREATE INDEX ix_permission_person ON permission (person);

CREATE TABLE alias (
    token VARCHAR(64) NOT NULL,
    person VARCHAR(16) NOT NULL,
    PRIMARY KEY (token),
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE
);

CREATE INDEX ix_alias_person ON alias (person);

CREATE TABLE submission (
    ref VARCHAR(16) NOT NULL,
    person VARCHAR(16) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    question VARCHAR(40) NOT NULL,
    prompt TEXT NOT NULL,
    words TEXT NOT NULL,
    verbatim BOOLEAN NOT NULL,
    channel VARCHAR(20) NOT NULL,
    said_on DATE,
    written_by VARCHAR(200) NOT NULL,
    batch VARCHAR(16) NOT NULL,
    token VARCHAR(64) NOT NULL,
    PRIMARY KEY (ref),
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE
);

CREATE INDEX ix_submission_consultation ON submission (consultation);

CREATE INDEX ix_submission_token ON submission (token);

CREATE INDEX ix_submission_person ON submission (person);

CREATE TABLE draft_person (
    draft VARCHAR(120) NOT NULL,
    person VARCHAR(16) NOT NULL,
    PRIMARY KEY (draft, person),
    FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE
);

CREATE TABLE finding (
    id INTEGER NOT NULL,
    submission VARCHAR(16) NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    words TEXT NOT NULL,
    stand_in VARCHAR(80) NOT NULL,
    decision VARCHAR(20) NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_finding_submission ON finding (submission);

CREATE TABLE contribution (
    ref VARCHAR(16) NOT NULL,
    version INTEGER NOT NULL,
    submission VARCHAR(16) NOT NULL,
    text TEXT NOT NULL,
    current BOOLEAN NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (ref, version),
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_contribution_submission ON contribution (submission);

CREATE TABLE concern (
    ref VARCHAR(16) NOT NULL,
    submission VARCHAR(16) NOT NULL,
    note TEXT NOT NULL,
    raised DATE,
    lead VARCHAR(200) NOT NULL,
    due DATE,
    outcome TEXT NOT NULL,
    PRIMARY KEY (ref),
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE TABLE coding (
    ref VARCHAR(16) NOT NULL,
    contribution VARCHAR(16) NOT NULL,
    version INTEGER NOT NULL,
    submission VARCHAR(16) NOT NULL,
    code VARCHAR(80) NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    snippet TEXT NOT NULL,
    state VARCHAR(20) NOT NULL,
    position VARCHAR(20) NOT NULL,
    matched TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME,
    PRIMARY KEY (ref),
    UNIQUE (contribution, version, code, start, "end"),
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_coding_code ON coding (code);

CREATE INDEX ix_coding_submission ON coding (submission);

CREATE INDEX ix_coding_contribution ON coding (contribution);
