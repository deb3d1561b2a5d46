-- Tenants whose observations name principals by pseudonyms only.
CREATE TABLE pseudonymous (
    tenant TEXT NOT NULL PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE
);
