-- Policies that are to be published one day, in the form of revisions.
CREATE TABLE draft (
    tenant   TEXT   NOT NULL PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE,
    sequence BIGINT NOT NULL,
    base     BIGINT NOT NULL,
    policy   TEXT   NOT NULL,
    saved_at TEXT   NOT NULL,
    saved_by TEXT   NOT NULL
);

-- 1 where only the tenant's draft names the list.
ALTER TABLE list_use ADD COLUMN by_draft INTEGER NOT NULL DEFAULT 0;
