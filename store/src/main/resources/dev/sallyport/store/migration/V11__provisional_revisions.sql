-- Revisions that go back unless they are confirmed. By principal or network the publisher's requests are told from others.
CREATE TABLE provisional (
    tenant         TEXT    NOT NULL PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE,
    revision       BIGINT  NOT NULL,
    base           BIGINT  NOT NULL,
    sequence       BIGINT  NOT NULL,
    principal_kind TEXT,
    principal_id   TEXT,
    network        TEXT,
    keep_denies    INTEGER NOT NULL,
    allowed_millis BIGINT  NOT NULL,
    left_millis    BIGINT  NOT NULL,
    counted_at     TEXT    NOT NULL,
    seen_at        TEXT
);

-- How a revision came about, and what became of its confirmation. Without a mode it was written before that was noted.
ALTER TABLE revision ADD COLUMN kind TEXT NOT NULL DEFAULT 'published';
ALTER TABLE revision ADD COLUMN of_revision BIGINT;
ALTER TABLE revision ADD COLUMN standing TEXT NOT NULL DEFAULT 'stands';
ALTER TABLE revision ADD COLUMN mode TEXT;
ALTER TABLE revision ADD COLUMN rule_count INTEGER;
ALTER TABLE revision ADD COLUMN entry_count INTEGER;
