-- Corpus: policies with versions and clauses, business items, notes, questions, forms, words. See features/corpus.
CREATE TABLE policy_doc (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE policy_version (
    id TEXT NOT NULL PRIMARY KEY,
    doc_id TEXT NOT NULL REFERENCES policy_doc (id),
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    area TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    effective_to TEXT,
    change TEXT NOT NULL CHECK (change IN ('minor', 'major')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'in_review', 'approved')),
    origin TEXT NOT NULL CHECK (origin IN ('written', 'imported')),
    note TEXT NOT NULL,
    digests TEXT NOT NULL,
    review_on TEXT NOT NULL,
    author_id TEXT REFERENCES person (id),
    approver_id TEXT REFERENCES person (id),
    approved_at TEXT,
    source TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (doc_id, version),
    CHECK (effective_to IS NULL OR effective_to > effective_from),
    -- Nobody approves what they wrote, whatever the program does; a NULL passes a CHECK, hence the second.
    CHECK (author_id IS NULL OR approver_id IS NULL OR author_id <> approver_id),
    CHECK (state <> 'approved' OR origin = 'imported' OR (author_id IS NOT NULL AND approver_id IS NOT NULL))
) STRICT;
CREATE INDEX policy_version_dates ON policy_version (doc_id, effective_from);

CREATE TABLE clause (
    id TEXT NOT NULL PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES policy_version (id),
    position INTEGER NOT NULL,
    anchor TEXT NOT NULL,
    article_no INTEGER NOT NULL,
    article TEXT NOT NULL,
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (version_id, anchor),
    UNIQUE (version_id, position)
) STRICT;
CREATE INDEX clause_article ON clause (version_id, article_no);

CREATE TABLE read_confirmation (
    person_id TEXT NOT NULL REFERENCES person (id),
    version_id TEXT NOT NULL REFERENCES policy_version (id),
    confirmed_at TEXT NOT NULL,
    PRIMARY KEY (person_id, version_id)
) STRICT;

CREATE TABLE business_item (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    high_risk INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE item_version (
    id TEXT NOT NULL PRIMARY KEY,
    item_id TEXT NOT NULL REFERENCES business_item (id),
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (item_id, version)
) STRICT;

CREATE TABLE note (
    id TEXT NOT NULL PRIMARY KEY,
    author_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('regulation', 'operation', 'experience', 'meeting')),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('private', 'offered', 'shared')),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX note_author ON note (author_id, updated_at);

-- A pin keeps the clause as it was read: the version and the hash of that day.
CREATE TABLE note_pin (
    note_id TEXT NOT NULL REFERENCES note (id),
    reference TEXT NOT NULL,
    version_id TEXT NOT NULL REFERENCES policy_version (id),
    hash TEXT NOT NULL,
    PRIMARY KEY (note_id, reference)
) STRICT;

CREATE TABLE faq (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    question TEXT NOT NULL UNIQUE,
    plain TEXT NOT NULL,
    clause_answer TEXT NOT NULL,
    clauses TEXT NOT NULL,
    items TEXT NOT NULL,
    asked TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE form (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL,
    version TEXT NOT NULL,
    name TEXT NOT NULL,
    items TEXT NOT NULL,
    purpose TEXT NOT NULL,
    fields TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (slug, version)
) STRICT;

CREATE TABLE term (
    word TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    plain TEXT NOT NULL,
    en TEXT NOT NULL
) STRICT;

CREATE TABLE synonym (
    term TEXT NOT NULL PRIMARY KEY,
    expansions TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

-- A one-time notice under a short code; it names papers, never a person.
CREATE TABLE notice_slip (
    code TEXT NOT NULL PRIMARY KEY,
    item_id TEXT NOT NULL REFERENCES business_item (id),
    version_id TEXT NOT NULL REFERENCES item_version (id),
    as_of TEXT NOT NULL,
    missing TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX notice_slip_created ON notice_slip (created_at);

-- What the search index has to follow, in the order of commits.
CREATE TABLE change_log (
    seq INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE change_head (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL
) STRICT;
INSERT INTO change_head (one, seq) VALUES (1, 0);
