-- The theming room: changes of the codebook, what was read, memos, blind rounds; codes may retire.

ALTER TABLE code ADD COLUMN retired BOOLEAN NOT NULL DEFAULT '0';

ALTER TABLE code ADD COLUMN issues TEXT NOT NULL DEFAULT '[]';

CREATE TABLE code_change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    act VARCHAR(40) NOT NULL,
    code VARCHAR(80) NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    reason TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL
);

CREATE INDEX ix_code_change_code ON code_change (code);

CREATE TABLE round (
    ref VARCHAR(16) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    coders TEXT NOT NULL,
    codes TEXT NOT NULL,
    seed INTEGER NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (ref)
);

CREATE TABLE cell (
    person VARCHAR(16) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    code VARCHAR(80) NOT NULL,
    summary TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (person, consultation, code),
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE
);

CREATE TABLE coding_was (
    id INTEGER NOT NULL,
    submission VARCHAR(16) NOT NULL,
    coding VARCHAR(16) NOT NULL,
    change INTEGER NOT NULL,
    was TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_coding_was_submission ON coding_was (submission);

CREATE INDEX ix_coding_was_coding ON coding_was (coding);

CREATE TABLE reading (
    contribution VARCHAR(16) NOT NULL,
    version INTEGER NOT NULL,
    submission VARCHAR(16) NOT NULL,
    sample VARCHAR(20) NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (contribution, version),
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_reading_submission ON reading (submission);

CREATE TABLE memo (
    ref VARCHAR(16) NOT NULL,
    submission VARCHAR(16) NOT NULL,
    contribution VARCHAR(16) NOT NULL,
    text TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (ref),
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_memo_contribution ON memo (contribution);

CREATE INDEX ix_memo_submission ON memo (submission);

CREATE TABLE placing (
    submission VARCHAR(16) NOT NULL,
    question VARCHAR(40) NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (submission),
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE TABLE round_unit (
    round VARCHAR(16) NOT NULL,
    contribution VARCHAR(16) NOT NULL,
    version INTEGER NOT NULL,
    submission VARCHAR(16) NOT NULL,
    PRIMARY KEY (round, contribution),
    FOREIGN KEY(round) REFERENCES round (ref) ON DELETE CASCADE,
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_round_unit_submission ON round_unit (submission);

CREATE TABLE round_done (
    round VARCHAR(16) NOT NULL,
    contribution VARCHAR(16) NOT NULL,
    coder VARCHAR(200) NOT NULL,
    submission VARCHAR(16) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (round, contribution, coder),
    FOREIGN KEY(round) REFERENCES round (ref) ON DELETE CASCADE,
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_round_done_submission ON round_done (submission);

CREATE TABLE round_coding (
    ref VARCHAR(16) NOT NULL,
    round VARCHAR(16) NOT NULL,
    coder VARCHAR(200) NOT NULL,
    contribution VARCHAR(16) NOT NULL,
    submission VARCHAR(16) NOT NULL,
    code VARCHAR(80) NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    position VARCHAR(20) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (ref),
    UNIQUE (round, coder, contribution, code, start, "end"),
    FOREIGN KEY(round) REFERENCES round (ref) ON DELETE CASCADE,
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_round_coding_submission ON round_coding (submission);

CREATE INDEX ix_round_coding_round ON round_coding (round);

CREATE TABLE round_settled (
    round VARCHAR(16) NOT NULL,
    contribution VARCHAR(16) NOT NULL,
    code VARCHAR(80) NOT NULL,
    submission VARCHAR(16) NOT NULL,
    fits INTEGER NOT NULL,
    reason TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (round, contribution, code),
    FOREIGN KEY(round) REFERENCES round (ref) ON DELETE CASCADE,
    FOREIGN KEY(submission) REFERENCES submission (ref) ON DELETE CASCADE
);

CREATE INDEX ix_round_settled_submission ON round_settled (submission);

CREATE TABLE proposal (
    coding VARCHAR(16) NOT NULL,
    chance VARCHAR(20) NOT NULL,
    reason TEXT NOT NULL,
    batch VARCHAR(200) NOT NULL,
    PRIMARY KEY (coding),
    FOREIGN KEY(coding) REFERENCES coding (ref) ON DELETE CASCADE
);
