-- Routines of service: versions of n steps, self-checks, observed rounds and their sign-off. See features/routines.
CREATE TABLE routine (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE routine_version (
    id TEXT NOT NULL PRIMARY KEY,
    routine_id TEXT NOT NULL REFERENCES routine (id),
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    purpose TEXT NOT NULL,
    source_note TEXT NOT NULL,
    rubric_seen TEXT NOT NULL,
    rubric_partly TEXT NOT NULL,
    rubric_not_seen TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (routine_id, version)
) STRICT;

CREATE TABLE routine_step (
    version_id TEXT NOT NULL REFERENCES routine_version (id),
    place INTEGER NOT NULL,
    phrase TEXT NOT NULL,
    phrase_en TEXT NOT NULL,
    behaviour TEXT NOT NULL,
    common_slip TEXT NOT NULL,
    say TEXT NOT NULL,
    PRIMARY KEY (version_id, place)
) STRICT;
CREATE TRIGGER routine_step_no_update BEFORE UPDATE ON routine_step
BEGIN SELECT RAISE(ABORT, 'routine_step is append-only'); END;
CREATE TRIGGER routine_step_no_delete BEFORE DELETE ON routine_step
BEGIN SELECT RAISE(ABORT, 'routine_step is append-only'); END;

CREATE TABLE routine_self_check (
    id TEXT NOT NULL PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES routine_version (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    marks TEXT NOT NULL,
    note TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX routine_self_check_person ON routine_self_check (person_id, version_id, id);
CREATE TRIGGER routine_self_check_no_update BEFORE UPDATE ON routine_self_check
BEGIN SELECT RAISE(ABORT, 'routine_self_check is append-only'); END;
CREATE TRIGGER routine_self_check_no_delete BEFORE DELETE ON routine_self_check
BEGIN SELECT RAISE(ABORT, 'routine_self_check is append-only'); END;

-- An observed round: asked for by who is observed.
CREATE TABLE routine_round (
    id TEXT NOT NULL PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES routine_version (id),
    apprentice_id TEXT NOT NULL REFERENCES person (id),
    asked_observer_id TEXT REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('asked', 'passed', 'redo', 'withdrawn')),
    asked_at TEXT NOT NULL,
    closed_at TEXT,
    UNIQUE (id, apprentice_id),
    CHECK (asked_observer_id IS NULL OR asked_observer_id <> apprentice_id)
) STRICT;
CREATE INDEX routine_round_state ON routine_round (state, id);
CREATE UNIQUE INDEX routine_round_asked ON routine_round (apprentice_id, version_id) WHERE state = 'asked';

-- NOT NULL matters: a NULL passes a CHECK.
CREATE TABLE routine_sign_off (
    id TEXT NOT NULL PRIMARY KEY,
    round_id TEXT NOT NULL,
    apprentice_id TEXT NOT NULL,
    signer_id TEXT NOT NULL REFERENCES person (id),
    marks TEXT NOT NULL,
    setting TEXT NOT NULL CHECK (setting IN ('window', 'role_play')),
    sentence TEXT NOT NULL,
    passed INTEGER NOT NULL,
    signed_on TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    UNIQUE (round_id),
    FOREIGN KEY (round_id, apprentice_id) REFERENCES routine_round (id, apprentice_id),
    CHECK (signer_id <> apprentice_id)
) STRICT;
CREATE TRIGGER routine_sign_off_no_update BEFORE UPDATE ON routine_sign_off
BEGIN SELECT RAISE(ABORT, 'routine_sign_off is append-only'); END;
CREATE TRIGGER routine_sign_off_no_delete BEFORE DELETE ON routine_sign_off
BEGIN SELECT RAISE(ABORT, 'routine_sign_off is append-only'); END;

CREATE TABLE etiquette_certificate (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL,
    round_id TEXT NOT NULL UNIQUE REFERENCES routine_sign_off (round_id),
    version_id TEXT NOT NULL REFERENCES routine_version (id),
    issued_on TEXT NOT NULL,
    -- The first day on which it no longer holds.
    expires_on TEXT NOT NULL,
    created_at TEXT NOT NULL,
    FOREIGN KEY (round_id, person_id) REFERENCES routine_round (id, apprentice_id),
    CHECK (expires_on > issued_on)
) STRICT;
CREATE INDEX etiquette_certificate_person ON etiquette_certificate (person_id, expires_on);
CREATE TRIGGER etiquette_certificate_no_update BEFORE UPDATE ON etiquette_certificate
BEGIN SELECT RAISE(ABORT, 'etiquette_certificate is append-only'); END;
CREATE TRIGGER etiquette_certificate_no_delete BEFORE DELETE ON etiquette_certificate
BEGIN SELECT RAISE(ABORT, 'etiquette_certificate is append-only'); END;
