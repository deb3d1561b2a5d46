-- Of which deadlines people were told, how long ahead. The tenant is empty for lists of the operator.
CREATE TABLE reminder (
    tenant          TEXT NOT NULL,
    place           TEXT NOT NULL,
    kind            TEXT NOT NULL,
    deadline        TEXT NOT NULL,
    deadline_second INTEGER NOT NULL,
    ahead_seconds   INTEGER NOT NULL,
    PRIMARY KEY (tenant, place, kind, deadline, ahead_seconds)
) WITHOUT ROWID;

CREATE INDEX reminder_by_deadline ON reminder (deadline_second);
