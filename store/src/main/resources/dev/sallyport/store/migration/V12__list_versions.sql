-- How lists were before they became what they are, until that is purged. The document stands last, so that the other columns are
-- read without it.
CREATE TABLE list_version (
    version  BIGINT NOT NULL PRIMARY KEY,
    tenant   TEXT REFERENCES tenant (id) ON DELETE CASCADE,
    name     TEXT   NOT NULL,
    since    TEXT   NOT NULL,
    until    TEXT   NOT NULL,
    document TEXT   NOT NULL
);

CREATE INDEX list_version_list ON list_version (tenant, name);

CREATE INDEX audit_action ON audit (action, number);
