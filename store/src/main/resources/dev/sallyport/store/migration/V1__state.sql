-- The state of a deployment. Statements are those that SQLite and PostgreSQL share; instants are ISO 8601 texts in UTC, so that
-- what was hashed into the audit chain is read back to the nanosecond.

CREATE TABLE tenant (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    region     TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE tenant_host (
    host   TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenant (id) ON DELETE CASCADE
);

CREATE INDEX tenant_host_tenant ON tenant_host (tenant);

-- Outlives its tenant: a tenant made again under the same id goes on where the old one ended.
CREATE TABLE tenant_sequence (
    tenant TEXT   NOT NULL PRIMARY KEY,
    value  BIGINT NOT NULL
);

-- Revision 0 is the same for every tenant and not kept. The policy is a JSON document in its canonical form.
CREATE TABLE revision (
    tenant       TEXT   NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    number       BIGINT NOT NULL CHECK (number > 0),
    sequence     BIGINT NOT NULL,
    policy       TEXT   NOT NULL,
    published_at TEXT   NOT NULL,
    published_by TEXT   NOT NULL,
    address      TEXT   NOT NULL,
    reason       TEXT   NOT NULL,
    PRIMARY KEY (tenant, number)
);

CREATE TABLE channel (
    id       TEXT    NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
);

CREATE TABLE channel_path (
    path     TEXT    NOT NULL PRIMARY KEY,
    channel  TEXT    NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    position INTEGER NOT NULL
);

-- A client without a tenant is the operator's.
CREATE TABLE api_client (
    client_id         TEXT NOT NULL PRIMARY KEY,
    tenant            TEXT REFERENCES tenant (id) ON DELETE CASCADE,
    name              TEXT NOT NULL,
    scopes            TEXT NOT NULL,
    secret_hash       TEXT NOT NULL,
    created_at        TEXT NOT NULL,
    secret_changed_at TEXT NOT NULL
);

CREATE INDEX api_client_tenant ON api_client (tenant);

-- Each record carries the hash of the one before. Tenants are named, not referred to: records outlive them.
CREATE TABLE audit (
    number        BIGINT NOT NULL PRIMARY KEY,
    at            TEXT   NOT NULL,
    action        TEXT   NOT NULL,
    actor         TEXT   NOT NULL,
    address       TEXT   NOT NULL,
    request_id    TEXT   NOT NULL,
    tenant        TEXT,
    target        TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    overrides     TEXT   NOT NULL,
    previous_hash TEXT   NOT NULL,
    hash          TEXT   NOT NULL
);

CREATE TABLE deployment (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
