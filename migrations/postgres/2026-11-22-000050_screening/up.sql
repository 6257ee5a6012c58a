-- Screening of supporting documents. See features/screening.
-- Numbers of cases run from 1 each day.
CREATE TABLE screening_serial (
    day DATE NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
);

-- What somebody typed is sealed under a label that holds the case's secret; taking the secret away makes
-- it unreadable everywhere, in the append-only decisions too.
CREATE TABLE screening_case (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    submitter_id TEXT NOT NULL REFERENCES person (id),
    department_id TEXT NOT NULL REFERENCES department (id),
    batch TEXT NOT NULL,
    item_id TEXT REFERENCES business_item (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('withdrawal', 'loan', 'transfer', 'exercise')),
    reference_sealed TEXT,
    reference_print TEXT,
    secret TEXT,
    state TEXT NOT NULL CHECK (state IN ('received', 'refused', 'examining', 'ready', 'in_review', 'decided',
        'closed', 'failed', 'contested')),
    score INTEGER CHECK (score BETWEEN 0 AND 100),
    grade TEXT,
    places INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    review_asked BOOLEAN NOT NULL,
    queued_at TIMESTAMP,
    received_at TIMESTAMP NOT NULL,
    examined_at TIMESTAMP,
    decided_at TIMESTAMP,
    closed_at TIMESTAMP,
    round INTEGER NOT NULL CHECK (round >= 1),
    claimed_by TEXT REFERENCES person (id),
    claimed_until TIMESTAMP,
    retention_on DATE NOT NULL,
    erased_at TIMESTAMP,
    UNIQUE (submitter_id, batch),
    UNIQUE (id, submitter_id),
    CHECK (claimed_by IS NULL OR claimed_by <> submitter_id)
);
CREATE INDEX screening_case_state ON screening_case (state, queued_at);
CREATE INDEX screening_case_retention ON screening_case (retention_on);

CREATE TABLE screening_document (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('jpeg', 'png', 'pdf')),
    bytes BIGINT NOT NULL,
    blob TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'examining', 'examined', 'refused', 'failed')),
    refusal TEXT,
    report TEXT,
    pixels_speak BOOLEAN,
    millis BIGINT,
    submitter_id TEXT NOT NULL REFERENCES person (id),
    received_at TIMESTAMP NOT NULL,
    examined_at TIMESTAMP,
    UNIQUE (case_id, position)
);
CREATE INDEX screening_document_blob ON screening_document (blob);
CREATE INDEX screening_document_submitter ON screening_document (submitter_id, received_at);

-- A page and its pictures, re-encoded in the sealed child.
CREATE TABLE screening_page (
    document_id TEXT NOT NULL REFERENCES screening_document (id),
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    number INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    profile TEXT NOT NULL,
    phash TEXT NOT NULL,
    dhash TEXT NOT NULL,
    preview TEXT NOT NULL,
    heat TEXT,
    error_level TEXT,
    PRIMARY KEY (case_id, number)
);
CREATE INDEX screening_page_document ON screening_page (document_id);

CREATE TABLE screening_finding (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    document_id TEXT REFERENCES screening_document (id),
    page INTEGER,
    region TEXT,
    source_region TEXT,
    rule TEXT NOT NULL,
    family TEXT NOT NULL,
    strength TEXT NOT NULL CHECK (strength IN ('weak', 'medium', 'strong')),
    score INTEGER NOT NULL,
    counts BOOLEAN NOT NULL,
    facts TEXT NOT NULL,
    other_case_id TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'confirmed', 'explained', 'false_alarm')),
    outcome_by TEXT REFERENCES person (id),
    outcome_at TIMESTAMP,
    outcome_cause TEXT,
    engine TEXT NOT NULL,
    calibration TEXT NOT NULL,
    found_at TIMESTAMP NOT NULL
);
CREATE INDEX screening_finding_case ON screening_finding (case_id);

-- Numbers typed in by the clerk. The value is sealed; the print only tells whether two values are equal.
CREATE TABLE screening_check (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    kind TEXT NOT NULL CHECK (kind IN ('id_number', 'credit_code')),
    value_sealed TEXT NOT NULL,
    value_print TEXT NOT NULL,
    masked TEXT NOT NULL,
    agrees BOOLEAN NOT NULL,
    checked_by TEXT NOT NULL REFERENCES person (id),
    checked_at TIMESTAMP NOT NULL,
    UNIQUE (case_id, kind, value_print)
);

CREATE TABLE screening_note (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    author_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('note', 'review', 'contest')),
    text_sealed TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX screening_note_case ON screening_note (case_id);

-- Whoever submitted does not decide, whatever the program does.
CREATE TABLE screening_decision (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL,
    round INTEGER NOT NULL,
    submitter_id TEXT NOT NULL,
    decider_id TEXT NOT NULL REFERENCES person (id),
    decision TEXT NOT NULL CHECK (decision IN ('accept', 'ask_more', 'refer_up')),
    reason_sealed TEXT NOT NULL,
    score INTEGER,
    findings INTEGER NOT NULL,
    engine TEXT NOT NULL,
    calibration TEXT NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    FOREIGN KEY (case_id, submitter_id) REFERENCES screening_case (id, submitter_id),
    CHECK (decider_id <> submitter_id),
    UNIQUE (case_id, round)
);
CREATE FUNCTION screening_decision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'screening_decision is append-only'; END $$;
CREATE TRIGGER screening_decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON screening_decision
    FOR EACH STATEMENT EXECUTE FUNCTION screening_decision_refuse();

-- When a person last looked at a case's pages, so that one look is one entry of the trail.
CREATE TABLE screening_look (
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    looked_at TIMESTAMP NOT NULL,
    PRIMARY KEY (case_id, person_id)
);
