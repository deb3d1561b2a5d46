-- Who is told of what happens; one without a tenant is the operator's. Its secret is derived, and stored nowhere.
CREATE TABLE webhook (
    id               TEXT    NOT NULL PRIMARY KEY,
    tenant           TEXT REFERENCES tenant (id) ON DELETE CASCADE,
    url              TEXT    NOT NULL,
    events           TEXT    NOT NULL,
    description      TEXT    NOT NULL,
    enabled          INTEGER NOT NULL,
    disabled_because TEXT    NOT NULL,
    generation       INTEGER NOT NULL,
    rotated_at       TEXT,
    since            BIGINT  NOT NULL,
    behind           BIGINT,
    created_at       TEXT    NOT NULL,
    updated_at       TEXT    NOT NULL
);

CREATE INDEX webhook_tenant ON webhook (tenant);

CREATE INDEX webhook_behind ON webhook (behind) WHERE behind IS NOT NULL;

-- What happened at `at`, in milliseconds, and exactly at `happened_at`; sent again at `next_at`, in milliseconds.
CREATE TABLE webhook_message (
    webhook     TEXT    NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    id          TEXT    NOT NULL,
    number      BIGINT  NOT NULL,
    event       TEXT    NOT NULL,
    at          BIGINT  NOT NULL,
    happened_at TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    attempts    INTEGER NOT NULL,
    next_at     BIGINT  NOT NULL,
    last_at     TEXT,
    last_result TEXT    NOT NULL,
    PRIMARY KEY (webhook, id)
);

CREATE INDEX webhook_message_state ON webhook_message (webhook, state, number, at);

CREATE INDEX webhook_message_due ON webhook_message (next_at) WHERE state = 'PENDING';

CREATE INDEX webhook_message_dead ON webhook_message (webhook) WHERE state = 'DEAD';

-- Up to which audit record webhooks were told, and of which head; what happened before there were any is told nobody.
CREATE TABLE webhook_progress (
    name   TEXT   NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL
);

INSERT INTO webhook_progress (name, number) SELECT 'cursor', coalesce(max(number), 0) FROM audit;
