-- Lists. One without a tenant is the operator's, and its name begins with `platform:`. The entries are a JSON document in its
-- canonical form; it stands last, so that the other columns are read without it.

CREATE TABLE network_list (
    tenant      TEXT REFERENCES tenant (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    version     BIGINT  NOT NULL UNIQUE,
    description TEXT    NOT NULL,
    entry_count INTEGER NOT NULL,
    created_at  TEXT    NOT NULL,
    updated_at  TEXT    NOT NULL,
    document    TEXT    NOT NULL,
    UNIQUE (tenant, name)
);

-- Where a column is null, UNIQUE (tenant, name) holds nothing together.
CREATE UNIQUE INDEX network_list_platform ON network_list (name) WHERE tenant IS NULL;

-- Which lists the active revision of a tenant names, whether or not there are such lists.
CREATE TABLE list_use (
    list     TEXT   NOT NULL,
    tenant   TEXT   NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    PRIMARY KEY (list, tenant)
);

CREATE INDEX list_use_tenant ON list_use (tenant);

-- Numbers that only ever rise.
CREATE TABLE counter (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

-- A policy could name lists before there were any. SQLite's own functions: a database of another kind has no older state.
INSERT INTO list_use (list, tenant, revision)
SELECT DISTINCT named.atom, active.tenant, active.number
FROM revision AS active,
     json_tree(CASE WHEN json_valid(active.policy) THEN active.policy ELSE '{}' END) AS named
WHERE active.number = (SELECT MAX(number) FROM revision WHERE tenant = active.tenant)
  AND named.key = 'list'
  AND named.type = 'text';
