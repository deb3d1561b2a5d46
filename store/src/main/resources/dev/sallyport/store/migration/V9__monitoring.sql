-- Who answers for the policy of a tenant, and when somebody should look at it.
CREATE TABLE monitoring (
    tenant    TEXT NOT NULL PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE,
    owner     TEXT NOT NULL,
    review_at TEXT
);
