-- What was before and what is after, place by place, as a JSON array; empty where nothing is told.
ALTER TABLE audit ADD COLUMN alterations TEXT NOT NULL DEFAULT '';

-- Records are added behind the last one, and nothing else ever happens to them. The third one also keeps a record from being
-- replaced by an insertion under its number, which SQLite calls no deletion.
CREATE TRIGGER audit_record_stays BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit records are never removed');
END;

CREATE TRIGGER audit_record_unchanged BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit records are never changed');
END;

CREATE TRIGGER audit_record_last BEFORE INSERT ON audit
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ABORT, 'audit records are added behind the last one');
END;
