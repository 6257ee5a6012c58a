-- What was read off a case's pages: words, papers with their fields and tables, and how people corrected them.
-- Everything read is sealed under a label that holds the case's secret, as what people type is.
CREATE TABLE screening_text (
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    number INTEGER NOT NULL,
    document_id TEXT NOT NULL REFERENCES screening_document (id),
    source TEXT NOT NULL CHECK (source IN ('unread', 'picture', 'text_layer')),
    words INTEGER NOT NULL,
    words_sealed TEXT NOT NULL,
    PRIMARY KEY (case_id, number)
) STRICT;

CREATE TABLE screening_paper (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    document_id TEXT NOT NULL REFERENCES screening_document (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 100),
    pages TEXT NOT NULL,
    tables_sealed TEXT NOT NULL,
    said_kind TEXT,
    said_by TEXT REFERENCES person (id),
    said_at TEXT,
    UNIQUE (document_id, position)
) STRICT;
CREATE INDEX screening_paper_case ON screening_paper (case_id);

-- A correction stands beside what was read, never over it.
CREATE TABLE screening_field (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    paper_id TEXT NOT NULL REFERENCES screening_paper (id),
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    read_sealed TEXT,
    confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 100),
    page INTEGER,
    region TEXT,
    said_sealed TEXT,
    said_by TEXT REFERENCES person (id),
    said_at TEXT,
    UNIQUE (paper_id, position),
    CHECK (read_sealed IS NOT NULL OR said_sealed IS NOT NULL)
) STRICT;
CREATE INDEX screening_field_case ON screening_field (case_id);

CREATE TABLE screening_cell (
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    paper_id TEXT NOT NULL REFERENCES screening_paper (id),
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    place INTEGER NOT NULL,
    said_sealed TEXT NOT NULL,
    said_by TEXT NOT NULL REFERENCES person (id),
    said_at TEXT NOT NULL,
    PRIMARY KEY (paper_id, sheet, line, place)
) STRICT;
CREATE INDEX screening_cell_case ON screening_cell (case_id);

-- A page as an earlier revision of its PDF showed it, with what changed since.
CREATE TABLE screening_earlier (
    case_id TEXT NOT NULL REFERENCES screening_case (id),
    number INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    document_id TEXT NOT NULL REFERENCES screening_document (id),
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    preview TEXT NOT NULL,
    changes_sealed TEXT NOT NULL,
    PRIMARY KEY (case_id, number, revision)
) STRICT;

-- The page of the other case that a reuse finding speaks of.
ALTER TABLE screening_finding ADD COLUMN other_page INTEGER;
-- Findings that went because somebody corrected what was read: such a case is not closed by one person alone.
ALTER TABLE screening_document ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
