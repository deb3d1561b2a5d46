-- What was published of a region's own addresses: the whole document of every serial, never changed and never removed, and
-- how it differs from the one before, a sentence a line.
CREATE TABLE egress_publication (
    region     TEXT   NOT NULL,
    serial     BIGINT NOT NULL,
    created_at TEXT   NOT NULL,
    document   TEXT   NOT NULL,
    words      TEXT   NOT NULL,
    PRIMARY KEY (region, serial)
);

-- Regions as they stand; `live` holds a line for each prefix in use, `next_removal` and `notice_due` are in milliseconds.
CREATE TABLE egress_region (
    name         TEXT   NOT NULL PRIMARY KEY,
    serial       BIGINT NOT NULL,
    version      BIGINT NOT NULL,
    live         TEXT   NOT NULL,
    told         BIGINT NOT NULL,
    notice_due   BIGINT,
    next_removal BIGINT,
    FOREIGN KEY (name, serial) REFERENCES egress_publication (region, serial)
);

CREATE TABLE egress_notice (
    region   TEXT   NOT NULL,
    serial   BIGINT NOT NULL,
    previous BIGINT NOT NULL,
    at       TEXT   NOT NULL,
    words    TEXT   NOT NULL,
    PRIMARY KEY (region, serial)
);

-- Programs at the tenants' side that say which serial they have applied.
CREATE TABLE egress_agent (
    tenant      TEXT   NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    id          TEXT   NOT NULL,
    public_key  TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    created_at  TEXT   NOT NULL,
    region      TEXT,
    serial      BIGINT,
    applied_at  TEXT,
    received_at TEXT,
    target      TEXT,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX egress_agent_id ON egress_agent (id);

CREATE INDEX tenant_region ON tenant (region) WHERE region IS NOT NULL;
