-- Who was seen from where, summed up by principal and network (an IPv4 address, or an IPv6 /64). Instants are milliseconds since
-- 1970.
CREATE TABLE seen_principal (
    tenant     TEXT   NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    kind       TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    network    TEXT   NOT NULL,
    address    TEXT   NOT NULL,
    roles      TEXT   NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen  BIGINT NOT NULL,
    successes  BIGINT NOT NULL,
    failures   BIGINT NOT NULL,
    PRIMARY KEY (tenant, kind, id, network)
);

CREATE INDEX seen_principal_tenant_age ON seen_principal (tenant, last_seen);
CREATE INDEX seen_principal_age ON seen_principal (last_seen);

-- Which sightings were counted, by a hash that says nothing about them; so that none counts twice.
CREATE TABLE counted_sighting (
    tenant TEXT   NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    id     TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX counted_sighting_tenant_age ON counted_sighting (tenant, at);
CREATE INDEX counted_sighting_age ON counted_sighting (at);

-- Up to when it is no longer known which sightings were counted.
CREATE TABLE sighting_horizon (
    tenant TEXT   NOT NULL PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE,
    at     BIGINT NOT NULL
);
