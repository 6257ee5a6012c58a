-- Quizzes: questions in versions with the clauses they cite, attempts as frozen copies. See features/quizzes.
CREATE TABLE question (
    id TEXT NOT NULL PRIMARY KEY,
    item_id TEXT NOT NULL REFERENCES business_item (id),
    key TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (item_id, key)
) STRICT;

CREATE TABLE question_version (
    id TEXT NOT NULL PRIMARY KEY,
    question_id TEXT NOT NULL REFERENCES question (id),
    version INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('single', 'multiple', 'judge')),
    tag TEXT NOT NULL CHECK (tag IN ('why', 'how', 'service', 'fraud')),
    critical INTEGER NOT NULL,
    stem TEXT NOT NULL,
    options TEXT NOT NULL,
    answer TEXT NOT NULL,
    explanation TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'reviewed', 'ready', 'stale', 'replaced', 'retired')),
    -- Empty for what came with the starter content.
    author_id TEXT REFERENCES person (id),
    reviewer_id TEXT REFERENCES person (id),
    created_at TEXT NOT NULL,
    -- When the state last changed.
    changed_at TEXT NOT NULL,
    UNIQUE (question_id, version),
    CHECK (reviewer_id IS NULL OR author_id IS NULL OR reviewer_id <> author_id),
    -- What a person wrote is not shown to learners before somebody else has read it.
    CHECK (author_id IS NULL OR reviewer_id IS NOT NULL OR state IN ('draft', 'replaced', 'retired'))
) STRICT;
CREATE INDEX question_version_state ON question_version (state, question_id);
-- One wording of a question is in use at a time.
CREATE UNIQUE INDEX question_version_in_use ON question_version (question_id)
    WHERE state IN ('ready', 'stale');

-- The clause a version rests on, with its text as it stood when the version was written or confirmed.
CREATE TABLE question_citation (
    question_version_id TEXT NOT NULL REFERENCES question_version (id),
    place INTEGER NOT NULL,
    doc_key TEXT NOT NULL,
    article TEXT NOT NULL,
    anchor TEXT NOT NULL,
    -- Empty, with an empty text and hash, when the clause was not in force then.
    policy_version_id TEXT REFERENCES policy_version (id),
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    text TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    noted_on TEXT NOT NULL,
    PRIMARY KEY (question_version_id, place)
) STRICT;
CREATE INDEX question_citation_doc ON question_citation (doc_key, article);

CREATE TABLE quiz_attempt (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    item_id TEXT NOT NULL REFERENCES business_item (id),
    seed INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'finished', 'abandoned')),
    started_at TEXT NOT NULL,
    finished_at TEXT,
    questions INTEGER NOT NULL,
    -- Result on the day, kept as history; whether it still counts is computed.
    right_answers INTEGER,
    percent INTEGER,
    passed INTEGER,
    CHECK (state <> 'finished' OR (finished_at IS NOT NULL AND right_answers IS NOT NULL AND percent IS NOT NULL AND passed IS NOT NULL))
) STRICT;
CREATE INDEX quiz_attempt_person ON quiz_attempt (person_id, item_id, id);
-- A second start leads back to the first.
CREATE UNIQUE INDEX quiz_attempt_open ON quiz_attempt (person_id, item_id) WHERE state = 'open';

-- What was shown, word for word, in the order shown.
CREATE TABLE quiz_shown (
    attempt_id TEXT NOT NULL REFERENCES quiz_attempt (id),
    place INTEGER NOT NULL,
    question_id TEXT NOT NULL,
    question_version_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    critical INTEGER NOT NULL,
    stem TEXT NOT NULL,
    options TEXT NOT NULL,
    answer TEXT NOT NULL,
    explanation TEXT NOT NULL,
    clauses TEXT NOT NULL,
    PRIMARY KEY (attempt_id, place)
) STRICT;
CREATE TRIGGER quiz_shown_no_update BEFORE UPDATE ON quiz_shown
BEGIN SELECT RAISE(ABORT, 'quiz_shown is append-only'); END;
CREATE TRIGGER quiz_shown_no_delete BEFORE DELETE ON quiz_shown
BEGIN SELECT RAISE(ABORT, 'quiz_shown is append-only'); END;

CREATE TABLE quiz_answer (
    attempt_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    chosen TEXT NOT NULL,
    correct INTEGER NOT NULL,
    answered_at TEXT NOT NULL,
    PRIMARY KEY (attempt_id, place),
    FOREIGN KEY (attempt_id, place) REFERENCES quiz_shown (attempt_id, place)
) STRICT;
CREATE TRIGGER quiz_answer_no_update BEFORE UPDATE ON quiz_answer
BEGIN SELECT RAISE(ABORT, 'quiz_answer is append-only'); END;
CREATE TRIGGER quiz_answer_no_delete BEFORE DELETE ON quiz_answer
BEGIN SELECT RAISE(ABORT, 'quiz_answer is append-only'); END;
