-- What stands in the business system, typed by the clerk to be held against the papers. Sealed as readings are.
CREATE TABLE screening_typed (
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    key TEXT NOT NULL,
    value_sealed TEXT NOT NULL,
    typed_by TEXT NOT NULL REFERENCES person (id),
    typed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (case_id, key)
);

-- Why a finding is kept and not shown: 'joined' when the page goes on in another file of the case.
ALTER TABLE screening_finding ADD COLUMN set_aside TEXT;
-- A paper read anew as another kind stands beside the one as recognised, so that going back loses nothing.
ALTER TABLE screening_paper ADD COLUMN instead_of TEXT REFERENCES screening_paper (id);
-- When the words of a file had been read, while its examination goes on.
ALTER TABLE screening_document ADD COLUMN read_at TIMESTAMP;
-- The letters of a seal, by which an imprint is known again once its hash has found it.
ALTER TABLE screening_part ADD COLUMN print BYTEA;
