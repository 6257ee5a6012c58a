-- The reviewer's and the trainer's side of screening. See features/screening.
-- What is found again in another case: a page, seal, photo, table or wording. phash and dhash are the 64 bits of
-- a perceptual hash; b0 to b3 are the four bands of 16 bits by which it is looked up (see reuse/bands.rs).
-- sketch is a MinHash of keyed words; party a keyed print of whom the paper is about.
CREATE TABLE screening_part (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    document_id TEXT NOT NULL REFERENCES screening_document (id),
    page INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('page', 'seal', 'photo', 'table', 'wording')),
    region TEXT,
    b0 INTEGER NOT NULL,
    b1 INTEGER NOT NULL,
    b2 INTEGER NOT NULL,
    b3 INTEGER NOT NULL,
    phash BIGINT NOT NULL,
    dhash BIGINT NOT NULL,
    sketch BYTEA,
    party TEXT
);
CREATE INDEX screening_part_b0 ON screening_part (b0, kind);
CREATE INDEX screening_part_b1 ON screening_part (b1, kind);
CREATE INDEX screening_part_b2 ON screening_part (b2, kind);
CREATE INDEX screening_part_b3 ON screening_part (b3, kind);
CREATE INDEX screening_part_case ON screening_part (case_id);
CREATE INDEX screening_part_document ON screening_part (document_id);

-- Numbers that one paper alone can bear, as keyed prints: equality is all they tell.
CREATE TABLE screening_trace (
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    document_id TEXT NOT NULL REFERENCES screening_document (id),
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'contract', 'certificate')),
    print TEXT NOT NULL,
    PRIMARY KEY (document_id, kind, print)
);
CREATE INDEX screening_trace_print ON screening_trace (print);
CREATE INDEX screening_trace_case ON screening_trace (case_id);

-- How reviews are held; the latest version is in force.
CREATE TABLE screening_setting (
    version INTEGER NOT NULL PRIMARY KEY,
    blind BOOLEAN NOT NULL,
    two_purposes TEXT NOT NULL,
    two_score INTEGER CHECK (two_score BETWEEN 0 AND 100),
    reason TEXT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES person (id),
    changed_at TIMESTAMP NOT NULL
);
CREATE FUNCTION screening_setting_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'screening_setting is append-only' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER screening_setting_no_update BEFORE UPDATE ON screening_setting
    FOR EACH ROW EXECUTE FUNCTION screening_setting_refuse();

-- What a reviewer thought: first, before seeing what the program found ('first'), or as one of two ('vote').
CREATE TABLE screening_opinion (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL,
    round INTEGER NOT NULL,
    submitter_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('first', 'vote')),
    opinion TEXT NOT NULL CHECK (opinion IN ('accept', 'ask_more', 'refer_up')),
    reason_sealed TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    FOREIGN KEY (case_id, submitter_id) REFERENCES screening_case (id, submitter_id),
    CHECK (person_id <> submitter_id),
    UNIQUE (case_id, round, person_id, kind)
);
CREATE FUNCTION screening_opinion_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'screening_opinion is append-only' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER screening_opinion_no_update BEFORE UPDATE ON screening_opinion
    FOR EACH ROW EXECUTE FUNCTION screening_opinion_refuse();

-- What the rules said of one file, without anything personal: it outlives the case, so that thresholds can be
-- set from the centre's own accepted files.
CREATE TABLE screening_measure (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT REFERENCES screening_case (id),
    document_id TEXT UNIQUE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'clean', 'confirmed')),
    engine TEXT NOT NULL,
    findings TEXT NOT NULL,
    measured_at TIMESTAMP NOT NULL
);
CREATE INDEX screening_measure_kind ON screening_measure (kind, state);
CREATE INDEX screening_measure_case ON screening_measure (case_id);

-- Thresholds of a kind of paper; the highest version is in force.
CREATE TABLE screening_calibration (
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    thresholds TEXT NOT NULL,
    budget INTEGER NOT NULL CHECK (budget BETWEEN 1 AND 50),
    files INTEGER NOT NULL,
    raised_before INTEGER NOT NULL,
    raised_after INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    engine TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL REFERENCES person (id),
    decided_at TIMESTAMP NOT NULL,
    PRIMARY KEY (kind, version)
);
CREATE FUNCTION screening_calibration_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'screening_calibration is append-only' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER screening_calibration_no_update BEFORE UPDATE ON screening_calibration
    FOR EACH ROW EXECUTE FUNCTION screening_calibration_refuse();

-- House prices by estate or district: whole tables, of which one is in force. Amounts in fen per square metre.
CREATE TABLE price_table (
    version INTEGER NOT NULL PRIMARY KEY,
    bands INTEGER NOT NULL,
    reason TEXT NOT NULL,
    in_force BOOLEAN NOT NULL,
    imported_by TEXT NOT NULL REFERENCES person (id),
    imported_at TIMESTAMP NOT NULL
);

CREATE TABLE price_band (
    version INTEGER NOT NULL REFERENCES price_table (version),
    line INTEGER NOT NULL,
    district TEXT NOT NULL,
    estate TEXT NOT NULL,
    aliases TEXT NOT NULL,
    building TEXT NOT NULL,
    month DATE NOT NULL,
    low BIGINT NOT NULL,
    median BIGINT NOT NULL,
    high BIGINT NOT NULL,
    samples INTEGER NOT NULL,
    source TEXT NOT NULL,
    as_of DATE NOT NULL,
    PRIMARY KEY (version, line),
    CHECK (0 < low AND low <= median AND median <= high)
);

-- The names a band is found by: 'estate:…' for an estate and its aliases, 'district:…/…' for a district and type.
CREATE TABLE price_name (
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (version, name, line)
);

-- Teaching pictures with nothing personal in them. case_id is kept only until somebody else has approved.
CREATE TABLE screening_exercise (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT REFERENCES screening_case (id),
    page INTEGER,
    title TEXT NOT NULL,
    rule TEXT NOT NULL,
    explanation TEXT NOT NULL,
    truth TEXT NOT NULL,
    boxes TEXT NOT NULL,
    picture TEXT,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'published', 'retired')),
    author_id TEXT NOT NULL REFERENCES person (id),
    approver_id TEXT REFERENCES person (id),
    made_at TIMESTAMP NOT NULL,
    approved_at TIMESTAMP,
    CHECK (approver_id IS NULL OR approver_id <> author_id),
    CHECK (state <> 'published' OR (picture IS NOT NULL AND approver_id IS NOT NULL AND case_id IS NULL))
);
CREATE INDEX screening_exercise_state ON screening_exercise (state);

-- What a learner marked.
CREATE TABLE screening_try (
    id TEXT NOT NULL PRIMARY KEY,
    exercise_id TEXT NOT NULL REFERENCES screening_exercise (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    cells TEXT NOT NULL,
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
    found INTEGER NOT NULL,
    places INTEGER NOT NULL,
    extra INTEGER NOT NULL,
    tried_at TIMESTAMP NOT NULL
);
CREATE INDEX screening_try_person ON screening_try (person_id, exercise_id);
CREATE FUNCTION screening_try_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'screening_try is append-only' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER screening_try_no_update BEFORE UPDATE ON screening_try
    FOR EACH ROW EXECUTE FUNCTION screening_try_refuse();
