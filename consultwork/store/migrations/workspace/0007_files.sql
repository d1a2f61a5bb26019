-- What an act changes among the files is written down with it: the new file where it waits, and its digest.

ALTER TABLE errand ADD COLUMN staged TEXT DEFAULT '' NOT NULL;

ALTER TABLE errand ADD COLUMN digest VARCHAR(64) DEFAULT '' NOT NULL;
