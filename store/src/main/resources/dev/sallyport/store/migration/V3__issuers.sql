-- Issuers outside whose tokens the API takes: one declaration for each issuer, and at most one own issuer for each tenant. What
-- was declared is a JSON document; the issuer is repeated beside it because tokens are found by it.
CREATE TABLE external_issuer (
    name       TEXT NOT NULL PRIMARY KEY,
    tenant     TEXT UNIQUE REFERENCES tenant (id) ON DELETE CASCADE,
    issuer     TEXT NOT NULL UNIQUE,
    document   TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

-- A tenant's part of the audit log is read by itself.
CREATE INDEX audit_tenant ON audit (tenant, number);
