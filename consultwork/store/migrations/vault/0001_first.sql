-- The vault: its locked keys, sealed letters, and its own record.

CREATE TABLE meta (
    name VARCHAR(40) NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE entry (
    id INTEGER NOT NULL,
    mark VARCHAR(16) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    sealed BLOB NOT NULL,
    digest VARCHAR(64) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (digest)
);

CREATE INDEX ix_entry_mark ON entry (mark);

CREATE TABLE record (
    id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    act VARCHAR(200) NOT NULL,
    amount INTEGER NOT NULL,
    hash VARCHAR(64) NOT NULL,
    PRIMARY KEY (id)
);
