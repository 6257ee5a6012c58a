-- A policy while a steward works on its text: read from a file, or taken up from a draft. See corpus/service/intake.
CREATE TABLE policy_intake (
    id TEXT NOT NULL PRIMARY KEY,
    -- Without an owner it came by the command line and waits for a steward to take it over.
    owner_id TEXT REFERENCES person (id),
    origin TEXT NOT NULL CHECK (origin IN ('page', 'command', 'draft')),
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('text', 'markdown', 'html', 'docx', 'pdf', 'policy', 'none')),
    -- What was read, one paragraph a line.
    original TEXT NOT NULL,
    -- What was proposed and what was left out, as JSON.
    reading TEXT NOT NULL,
    -- The header's fields as typed, as JSON.
    fields TEXT NOT NULL,
    -- The text with its marks, as typed.
    body TEXT NOT NULL,
    -- The draft that was made of it. No reference: a draft is written anew under its id.
    version_id TEXT,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CHECK (owner_id IS NOT NULL OR origin = 'command')
);
CREATE INDEX policy_intake_owner ON policy_intake (owner_id, updated_at);
CREATE UNIQUE INDEX policy_intake_version ON policy_intake (version_id);
