-- Apprenticeship: pairing, evidence of the four stages, practice rounds, signatures, certificates.
-- See features/apprenticeship.
CREATE TABLE programme (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    min_days INTEGER NOT NULL,
    max_days INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    CHECK (min_days >= 0 AND max_days >= min_days)
) STRICT;

CREATE TABLE programme_item (
    programme_id TEXT NOT NULL REFERENCES programme (id),
    item_id TEXT NOT NULL REFERENCES business_item (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (programme_id, item_id)
) STRICT;

-- The agreement both sides sign; a new text is a new version.
CREATE TABLE agreement_version (
    id TEXT NOT NULL PRIMARY KEY,
    programme_id TEXT NOT NULL REFERENCES programme (id),
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (programme_id, version)
) STRICT;
CREATE TRIGGER agreement_version_no_update BEFORE UPDATE ON agreement_version
BEGIN SELECT RAISE(ABORT, 'agreement_version is append-only'); END;
CREATE TRIGGER agreement_version_no_delete BEFORE DELETE ON agreement_version
BEGIN SELECT RAISE(ABORT, 'agreement_version is append-only'); END;

CREATE TABLE apprenticeship (
    id TEXT NOT NULL PRIMARY KEY,
    programme_id TEXT NOT NULL REFERENCES programme (id),
    apprentice_id TEXT NOT NULL REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'active', 'paused',
        'graduation_requested', 'graduated', 'ended_without')),
    started_on TEXT,
    latest_end TEXT,
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    closed_at TEXT,
    UNIQUE (id, apprentice_id)
) STRICT;
-- One apprenticeship at a time.
CREATE UNIQUE INDEX apprenticeship_current ON apprenticeship (apprentice_id)
    WHERE state NOT IN ('graduated', 'ended_without');

-- Who was the named mentor, or a delegate, on which days (from inclusive, to exclusive).
CREATE TABLE mentor_assignment (
    id TEXT NOT NULL PRIMARY KEY,
    apprenticeship_id TEXT NOT NULL,
    apprentice_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('mentor', 'delegate')),
    from_day TEXT NOT NULL,
    to_day TEXT,
    named_by TEXT NOT NULL REFERENCES person (id),
    named_at TEXT NOT NULL,
    FOREIGN KEY (apprenticeship_id, apprentice_id) REFERENCES apprenticeship (id, apprentice_id),
    CHECK (person_id <> apprentice_id),
    CHECK (to_day IS NULL OR to_day >= from_day)
) STRICT;
CREATE INDEX mentor_assignment_person ON mentor_assignment (person_id);
CREATE INDEX mentor_assignment_apprenticeship ON mentor_assignment (apprenticeship_id);

-- Each side's signature under one version of the agreement.
CREATE TABLE agreement_signature (
    id TEXT NOT NULL PRIMARY KEY,
    apprenticeship_id TEXT NOT NULL REFERENCES apprenticeship (id),
    assignment_id TEXT NOT NULL REFERENCES mentor_assignment (id),
    agreement_id TEXT NOT NULL REFERENCES agreement_version (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    signed_at TEXT NOT NULL,
    UNIQUE (assignment_id, person_id)
) STRICT;
CREATE TRIGGER agreement_signature_no_update BEFORE UPDATE ON agreement_signature
BEGIN SELECT RAISE(ABORT, 'agreement_signature is append-only'); END;
CREATE TRIGGER agreement_signature_no_delete BEFORE DELETE ON agreement_signature
BEGIN SELECT RAISE(ABORT, 'agreement_signature is append-only'); END;

-- What happened to an apprenticeship besides its state: extended, mentor changed, paused and why.
CREATE TABLE apprenticeship_event (
    id TEXT NOT NULL PRIMARY KEY,
    apprenticeship_id TEXT NOT NULL REFERENCES apprenticeship (id),
    kind TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    reason TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX apprenticeship_event_of ON apprenticeship_event (apprenticeship_id);
CREATE TRIGGER apprenticeship_event_no_update BEFORE UPDATE ON apprenticeship_event
BEGIN SELECT RAISE(ABORT, 'apprenticeship_event is append-only'); END;
CREATE TRIGGER apprenticeship_event_no_delete BEFORE DELETE ON apprenticeship_event
BEGIN SELECT RAISE(ABORT, 'apprenticeship_event is append-only'); END;

-- Listened encounters and observed cases, in the apprentice's words; never a citizen's data.
CREATE TABLE stage_evidence (
    id TEXT NOT NULL PRIMARY KEY,
    apprenticeship_id TEXT NOT NULL,
    apprentice_id TEXT NOT NULL,
    item_id TEXT NOT NULL REFERENCES business_item (id),
    stage TEXT NOT NULL CHECK (stage IN ('listen', 'watch')),
    happened_on TEXT NOT NULL,
    case_ref TEXT NOT NULL,
    told TEXT NOT NULL,
    learned TEXT NOT NULL,
    client_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (id, apprentice_id),
    UNIQUE (apprentice_id, client_id),
    FOREIGN KEY (apprenticeship_id, apprentice_id) REFERENCES apprenticeship (id, apprentice_id)
) STRICT;
CREATE INDEX stage_evidence_item ON stage_evidence (apprenticeship_id, item_id);
CREATE TRIGGER stage_evidence_no_update BEFORE UPDATE ON stage_evidence
BEGIN SELECT RAISE(ABORT, 'stage_evidence is append-only'); END;
CREATE TRIGGER stage_evidence_no_delete BEFORE DELETE ON stage_evidence
BEGIN SELECT RAISE(ABORT, 'stage_evidence is append-only'); END;

CREATE TABLE evidence_confirmation (
    evidence_id TEXT NOT NULL PRIMARY KEY,
    apprentice_id TEXT NOT NULL,
    confirmer_id TEXT NOT NULL REFERENCES person (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'returned')),
    note TEXT NOT NULL,
    at TEXT NOT NULL,
    FOREIGN KEY (evidence_id, apprentice_id) REFERENCES stage_evidence (id, apprentice_id),
    CHECK (confirmer_id <> apprentice_id)
) STRICT;
CREATE TRIGGER evidence_confirmation_no_update BEFORE UPDATE ON evidence_confirmation
BEGIN SELECT RAISE(ABORT, 'evidence_confirmation is append-only'); END;
CREATE TRIGGER evidence_confirmation_no_delete BEFORE DELETE ON evidence_confirmation
BEGIN SELECT RAISE(ABORT, 'evidence_confirmation is append-only'); END;

CREATE TABLE practice_round (
    id TEXT NOT NULL PRIMARY KEY,
    apprenticeship_id TEXT NOT NULL,
    apprentice_id TEXT NOT NULL,
    item_id TEXT NOT NULL REFERENCES business_item (id),
    item_version_id TEXT NOT NULL REFERENCES item_version (id),
    number INTEGER NOT NULL,
    case_ref TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    place TEXT NOT NULL,
    observed_at TEXT NOT NULL,
    observed_on TEXT NOT NULL,
    policies TEXT NOT NULL,
    rubric TEXT NOT NULL,
    second_needed INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'awaiting_second', 'passed', 'redo',
        'withdrawn', 'challenged', 'upheld', 'revoked')),
    version INTEGER NOT NULL,
    answers_id TEXT REFERENCES practice_round (id),
    client_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    decided_at TEXT,
    UNIQUE (id, apprentice_id),
    UNIQUE (apprenticeship_id, item_id, number),
    UNIQUE (apprentice_id, client_id),
    FOREIGN KEY (apprenticeship_id, apprentice_id) REFERENCES apprenticeship (id, apprentice_id)
) STRICT;
CREATE INDEX practice_round_state ON practice_round (state, observed_at);

-- The right to teach outside the ordinary path, or after it: a manager and a steward decide together.
CREATE TABLE founding_grant (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    item_id TEXT NOT NULL REFERENCES business_item (id),
    kind TEXT NOT NULL CHECK (kind IN ('founding', 'teaching')),
    reason TEXT NOT NULL,
    manager_id TEXT NOT NULL REFERENCES person (id),
    steward_id TEXT REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'granted', 'declined')),
    proposed_at TEXT NOT NULL,
    decided_at TEXT,
    CHECK (manager_id <> person_id),
    CHECK (steward_id IS NULL OR (steward_id <> manager_id AND steward_id <> person_id)),
    CHECK (state = 'proposed' OR (steward_id IS NOT NULL AND decided_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX founding_grant_open ON founding_grant (person_id, item_id) WHERE state = 'proposed';

CREATE TABLE certificate (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL REFERENCES person (id),
    item_id TEXT NOT NULL REFERENCES business_item (id),
    item_version_id TEXT NOT NULL REFERENCES item_version (id),
    level INTEGER NOT NULL CHECK (level IN (4, 5)),
    policies TEXT NOT NULL,
    rounds INTEGER NOT NULL,
    issued_at TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('valid', 'recheck_due', 'suspended', 'expired', 'renewed', 'revoked')),
    apprenticeship_id TEXT REFERENCES apprenticeship (id),
    grant_id TEXT REFERENCES founding_grant (id),
    head_seq INTEGER NOT NULL,
    head_hash TEXT NOT NULL,
    CHECK (expires_on > issued_on),
    CHECK (apprenticeship_id IS NOT NULL OR grant_id IS NOT NULL)
) STRICT;
CREATE INDEX certificate_person ON certificate (person_id, item_id);
-- An item is certified once per apprenticeship, however many signatures arrive at the same moment.
CREATE UNIQUE INDEX certificate_earned ON certificate (apprenticeship_id, item_id)
    WHERE apprenticeship_id IS NOT NULL AND state NOT IN ('revoked', 'renewed');

CREATE TABLE certificate_event (
    id TEXT NOT NULL PRIMARY KEY,
    certificate_id TEXT NOT NULL REFERENCES certificate (id),
    kind TEXT NOT NULL,
    by_person TEXT,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TRIGGER certificate_event_no_update BEFORE UPDATE ON certificate_event
BEGIN SELECT RAISE(ABORT, 'certificate_event is append-only'); END;
CREATE TRIGGER certificate_event_no_delete BEFORE DELETE ON certificate_event
BEGIN SELECT RAISE(ABORT, 'certificate_event is append-only'); END;

-- A signature under a practice round. The constraints repeat the rules of the program, so that no path around
-- it can write what the rules forbid.
CREATE TABLE sign_off (
    id TEXT NOT NULL PRIMARY KEY,
    round_id TEXT NOT NULL,
    apprentice_id TEXT NOT NULL,
    signer_id TEXT NOT NULL REFERENCES person (id),
    certificate_id TEXT NOT NULL REFERENCES certificate (id),
    place INTEGER NOT NULL CHECK (place IN (1, 2)),
    result TEXT NOT NULL CHECK (result IN ('passed', 'redo')),
    scores TEXT NOT NULL,
    redo_criteria TEXT NOT NULL,
    critical_failed INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    prompted INTEGER NOT NULL,
    late_reason TEXT NOT NULL,
    late_days INTEGER NOT NULL,
    policies TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('page', 'offline', 'api')),
    client_id TEXT NOT NULL,
    device_at TEXT,
    signed_at TEXT NOT NULL,
    FOREIGN KEY (round_id, apprentice_id) REFERENCES practice_round (id, apprentice_id),
    CHECK (signer_id <> apprentice_id),
    CHECK (result = 'passed' OR redo_criteria <> '[]'),
    CHECK (NOT (result = 'passed' AND critical_failed)),
    UNIQUE (round_id, signer_id),
    UNIQUE (round_id, place),
    UNIQUE (signer_id, client_id)
) STRICT;
CREATE TRIGGER sign_off_no_update BEFORE UPDATE ON sign_off
BEGIN SELECT RAISE(ABORT, 'sign_off is append-only'); END;
CREATE TRIGGER sign_off_no_delete BEFORE DELETE ON sign_off
BEGIN SELECT RAISE(ABORT, 'sign_off is append-only'); END;

-- Everything that happens to a round; a correction is two events by two people.
CREATE TABLE round_event (
    id TEXT NOT NULL PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES practice_round (id),
    kind TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    text TEXT NOT NULL,
    refers_to TEXT UNIQUE REFERENCES round_event (id),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX round_event_of ON round_event (round_id);
CREATE TRIGGER round_event_no_update BEFORE UPDATE ON round_event
BEGIN SELECT RAISE(ABORT, 'round_event is append-only'); END;
CREATE TRIGGER round_event_no_delete BEFORE DELETE ON round_event
BEGIN SELECT RAISE(ABORT, 'round_event is append-only'); END;

CREATE TABLE graduation_signature (
    id TEXT NOT NULL PRIMARY KEY,
    apprenticeship_id TEXT NOT NULL,
    apprentice_id TEXT NOT NULL,
    signer_id TEXT NOT NULL REFERENCES person (id),
    place INTEGER NOT NULL CHECK (place IN (1, 2)),
    sentence TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    FOREIGN KEY (apprenticeship_id, apprentice_id) REFERENCES apprenticeship (id, apprentice_id),
    CHECK (signer_id <> apprentice_id),
    UNIQUE (apprenticeship_id, signer_id),
    UNIQUE (apprenticeship_id, place)
) STRICT;
CREATE TRIGGER graduation_signature_no_update BEFORE UPDATE ON graduation_signature
BEGIN SELECT RAISE(ABORT, 'graduation_signature is append-only'); END;
CREATE TRIGGER graduation_signature_no_delete BEFORE DELETE ON graduation_signature
BEGIN SELECT RAISE(ABORT, 'graduation_signature is append-only'); END;
