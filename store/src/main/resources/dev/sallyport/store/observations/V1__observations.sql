-- What was observed of requests (ADR 20). A file of its own: writing here never waits for the state of the deployment, nor the
-- reverse. Words that come again and again stand in tables of their own, cells hold their numbers.

CREATE TABLE tenant (
    id                 INTEGER PRIMARY KEY,
    name               TEXT NOT NULL UNIQUE,
    removed_anonymous  INTEGER NOT NULL DEFAULT 0,
    removed_identified INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE channel (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE outcome (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);

-- text: the whole principal; kind and name stand beside it so that one person can be found.
CREATE TABLE principal (
    id     INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL,
    kind   INTEGER NOT NULL,
    name   TEXT,
    text   TEXT NOT NULL,
    UNIQUE (tenant, text)
);

-- A stretch of one hour, or of the 24 of a day, and how coarse it is. class: 0 anonymous, 1 identified. level: 0 as observed,
-- 1 to 4 ever shorter prefixes, 5 without the ids of principals. The sums are those of its cells.
CREATE TABLE span (
    tenant           INTEGER NOT NULL,
    class            INTEGER NOT NULL,
    hour             INTEGER NOT NULL,
    hours            INTEGER NOT NULL,
    level            INTEGER NOT NULL,
    cells            INTEGER NOT NULL,
    decisions        INTEGER NOT NULL,
    folded_cells     INTEGER NOT NULL,
    folded_decisions INTEGER NOT NULL,
    nameless         INTEGER NOT NULL,
    PRIMARY KEY (tenant, class, hour)
) WITHOUT ROWID;

-- form: 0 without an address, 1 + length of an IPv4 prefix, 40 + length of an IPv6 prefix. network: the 32 bits of IPv4 with their
-- sign, the upper 64 bits of IPv6. newest: the lower 64 bits of the newest IPv6 address. country: 0 unknown, else 1 + its index.
-- first, last: milliseconds since the hour began.
CREATE TABLE cell (
    tenant    INTEGER NOT NULL,
    hour      INTEGER NOT NULL,
    class     INTEGER NOT NULL,
    form      INTEGER NOT NULL,
    network   INTEGER NOT NULL,
    channel   INTEGER NOT NULL,
    principal INTEGER NOT NULL,
    outcome   INTEGER NOT NULL,
    newest    INTEGER,
    country   INTEGER NOT NULL,
    asn       INTEGER NOT NULL,
    count     INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (tenant, hour, class, form, network, channel, principal, outcome)
) WITHOUT ROWID;

CREATE TABLE import (
    tenant    INTEGER NOT NULL,
    key       TEXT NOT NULL,
    last_hour INTEGER NOT NULL,
    PRIMARY KEY (tenant, key)
) WITHOUT ROWID;
