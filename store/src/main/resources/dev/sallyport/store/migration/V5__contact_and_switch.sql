-- Whom the people of a tenant ask for access; shown to whoever is refused.
ALTER TABLE tenant ADD COLUMN contact TEXT;

-- Since when and why the switch of the deployment stands where it does, as far as the audit log knows.
INSERT INTO deployment (name, value)
    SELECT 'switch-since', at FROM audit WHERE action = 'deployment.switched' ORDER BY number DESC LIMIT 1;
INSERT INTO deployment (name, value)
    SELECT 'switch-by', actor FROM audit WHERE action = 'deployment.switched' ORDER BY number DESC LIMIT 1;
INSERT INTO deployment (name, value)
    SELECT 'switch-reason', reason FROM audit WHERE action = 'deployment.switched' ORDER BY number DESC LIMIT 1;
