-- Explanations that are shared by a link, under the SHA-256 of its secret part. Instants are milliseconds here: rows are
-- compared by them.
CREATE TABLE shared_explanation (
    digest     TEXT   NOT NULL PRIMARY KEY,
    tenant     TEXT   NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL,
    document   TEXT   NOT NULL,
    text       TEXT   NOT NULL
);

CREATE INDEX shared_explanation_tenant ON shared_explanation (tenant, expires_at);
