-- What a steward settled in the work list, with the state before it, so that a slip of the finger can be undone
-- for a few days. The trail keeps the act itself; a row goes when it is undone or its time is over.
CREATE TABLE upkeep_act (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('retired', 'still')),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('faq', 'business_item', 'note')),
    subject_id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    acted_at TIMESTAMP NOT NULL
);
CREATE INDEX upkeep_act_acted ON upkeep_act (acted_at);
