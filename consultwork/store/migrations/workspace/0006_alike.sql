-- Databases that were upgraded become like those that were made anew: earlier steps left out an index,
-- wrote another default, and put a column elsewhere. No other table refers to the two that are made again.

CREATE INDEX IF NOT EXISTS ix_permission_submission ON permission (submission);

CREATE TABLE code_again (
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
    retired BOOLEAN DEFAULT '0' NOT NULL,
    issues TEXT DEFAULT '[]' NOT NULL,
    PRIMARY KEY (id)
);

INSERT INTO code_again
SELECT id, place, name, description, include, exclude, example, parent, statement, questions, retired, issues
FROM code;

DROP TABLE code;

ALTER TABLE code_again RENAME TO code;

CREATE TABLE feedback_again (
    ref VARCHAR(16) NOT NULL,
    consultation VARCHAR(80) NOT NULL,
    heard VARCHAR(20) NOT NULL,
    safe VARCHAR(20) NOT NULL,
    control VARCHAR(20) NOT NULL,
    skills VARCHAR(20) DEFAULT '' NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (ref)
);

INSERT INTO feedback_again
SELECT ref, consultation, heard, safe, control, skills, words
FROM feedback;

DROP TABLE feedback;

ALTER TABLE feedback_again RENAME TO feedback;

CREATE INDEX ix_feedback_consultation ON feedback (consultation);
