-- The volunteer's page: forms, invitations, visits.

CREATE TABLE form (
    consultation VARCHAR(80) NOT NULL,
    layout TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (consultation)
);

CREATE TABLE invitation (
    ref VARCHAR(16) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    label VARCHAR(200) NOT NULL,
    token VARCHAR(64) NOT NULL,
    most INTEGER NOT NULL,
    closed BOOLEAN NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (ref),
    UNIQUE (token)
);

CREATE INDEX ix_invitation_consultation ON invitation (consultation);

CREATE TABLE feedback (
    ref VARCHAR(16) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    heard VARCHAR(20) NOT NULL,
    safe VARCHAR(20) NOT NULL,
    control VARCHAR(20) NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (ref)
);

CREATE INDEX ix_feedback_consultation ON feedback (consultation);

CREATE TABLE visit (
    ref VARCHAR(16) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    invitation VARCHAR(16) NOT NULL,
    demo BOOLEAN NOT NULL,
    state VARCHAR(12) NOT NULL,
    step VARCHAR(40) NOT NULL,
    furthest INTEGER NOT NULL,
    started DATETIME NOT NULL,
    last DATETIME NOT NULL,
    lookup VARCHAR(64) NOT NULL,
    by_code BLOB NOT NULL,
    cookie VARCHAR(64),
    by_cookie BLOB,
    person VARCHAR(16),
    PRIMARY KEY (ref),
    UNIQUE (lookup),
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE
);

CREATE INDEX ix_visit_consultation ON visit (consultation);

CREATE INDEX ix_visit_person ON visit (person);

CREATE INDEX ix_visit_cookie ON visit (cookie);

CREATE TABLE visit_value (
    visit VARCHAR(16) NOT NULL,
    field VARCHAR(120) NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (visit, field),
    FOREIGN KEY(visit) REFERENCES visit (ref) ON DELETE CASCADE
);
