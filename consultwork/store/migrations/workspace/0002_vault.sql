-- Names move to the vault: letters on their way, backups, wording; permissions may be about one answer.

ALTER TABLE permission ADD COLUMN submission VARCHAR(16) REFERENCES submission (ref) ON DELETE CASCADE;

CREATE INDEX ix_permission_submission ON permission (submission);

CREATE TABLE wording (
    version VARCHAR(60) NOT NULL,
    use VARCHAR(20) NOT NULL,
    text TEXT NOT NULL,
    since DATETIME NOT NULL,
    PRIMARY KEY (version, use)
);

CREATE TABLE errand (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    act VARCHAR(20) NOT NULL,
    mark VARCHAR(16) NOT NULL,
    other VARCHAR(16) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    sealed BLOB,
    path TEXT NOT NULL,
    "by" VARCHAR(200) NOT NULL
);

CREATE TABLE copy (
    path VARCHAR(400) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (path)
);

CREATE TABLE about (
    person VARCHAR(16) NOT NULL,
    what VARCHAR(60) NOT NULL,
    value VARCHAR(200) NOT NULL,
    PRIMARY KEY (person, what),
    FOREIGN KEY(person) REFERENCES person (ref) ON DELETE CASCADE
);
