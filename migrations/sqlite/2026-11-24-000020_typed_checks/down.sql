CREATE TABLE screening_check_new (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    kind TEXT NOT NULL CHECK (kind IN ('id_number', 'credit_code')),
    value_sealed TEXT NOT NULL,
    value_print TEXT NOT NULL,
    masked TEXT NOT NULL,
    agrees INTEGER NOT NULL,
    checked_by TEXT NOT NULL REFERENCES person (id),
    checked_at TEXT NOT NULL,
    UNIQUE (case_id, kind, value_print)
) STRICT;
INSERT INTO screening_check_new SELECT id, case_id, kind, value_sealed, value_print, masked, agrees, checked_by, checked_at FROM screening_check WHERE kind IN ('id_number', 'credit_code');
DROP TABLE screening_check;
ALTER TABLE screening_check_new RENAME TO screening_check;
