-- What clients of other systems sent that a policy has no place for; understood by their door only.
CREATE TABLE door_document (
    tenant   TEXT   NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    door     TEXT   NOT NULL,
    document TEXT   NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (tenant, door)
);

-- Tenants for whose policy somebody chose a mode. Of policies from before nobody knows, so they count as chosen.
CREATE TABLE mode_chosen (
    tenant TEXT NOT NULL PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE
);

INSERT INTO mode_chosen (tenant) SELECT DISTINCT tenant FROM revision;
