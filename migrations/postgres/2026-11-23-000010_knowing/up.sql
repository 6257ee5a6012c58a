-- The knowing side of the corpus: what is searched for, case notes, review dates, reading reminders; and the
-- question threads of features/threads.

-- A day's searches without the people: a keyed digest counts the words; the words themselves are kept only
-- when nothing was found, when the answer stood far down, or when many asked the same.
CREATE TABLE search_query (
    day DATE NOT NULL,
    digest TEXT NOT NULL,
    words TEXT NOT NULL,
    asked INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    far INTEGER NOT NULL,
    PRIMARY KEY (day, digest)
);

-- What makes a note a case (案例): what happened, what was decided, what to learn.
CREATE TABLE case_note (
    note_id TEXT NOT NULL PRIMARY KEY REFERENCES note (id),
    facts TEXT NOT NULL,
    decision TEXT NOT NULL,
    lesson TEXT NOT NULL
);

-- When somebody looks again at a policy, a form, a note: the owner, the day, who looked last.
CREATE TABLE review_date (
    kind TEXT NOT NULL CHECK (kind IN ('policy', 'form', 'note')),
    subject_id TEXT NOT NULL,
    owner_id TEXT REFERENCES person (id),
    due_on DATE NOT NULL,
    told_on DATE,
    reviewed_at TIMESTAMP,
    reviewed_by TEXT REFERENCES person (id),
    PRIMARY KEY (kind, subject_id)
);
CREATE INDEX review_date_due ON review_date (due_on);

-- When an office was last reminded to read a version.
CREATE TABLE reading_reminder (
    person_id TEXT NOT NULL REFERENCES person (id),
    version_id TEXT NOT NULL REFERENCES policy_version (id),
    reminded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (person_id, version_id)
);

CREATE TABLE thread (
    id TEXT NOT NULL PRIMARY KEY,
    item_id TEXT REFERENCES business_item (id),
    question TEXT NOT NULL,
    detail TEXT NOT NULL,
    as_of DATE NOT NULL,
    asker_id TEXT NOT NULL REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'withdrawn')),
    -- The question with its answer on the shelf, once a steward has put it there.
    faq_id TEXT,
    shelf TEXT NOT NULL CHECK (shelf IN ('no', 'wanted', 'taken', 'declined')),
    created_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    CHECK (shelf <> 'taken' OR faq_id IS NOT NULL)
);
CREATE INDEX thread_state ON thread (state, changed_at);
CREATE INDEX thread_asker ON thread (asker_id, changed_at);

CREATE TABLE thread_answer (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES thread (id),
    author_id TEXT NOT NULL REFERENCES person (id),
    body TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (id, thread_id, author_id)
);
CREATE INDEX thread_answer_thread ON thread_answer (thread_id, id);

-- The clause an answer rests on, as it was read: the version and the hash of that day.
CREATE TABLE thread_citation (
    answer_id TEXT NOT NULL REFERENCES thread_answer (id),
    reference TEXT NOT NULL,
    version_id TEXT NOT NULL REFERENCES policy_version (id),
    hash TEXT NOT NULL,
    PRIMARY KEY (answer_id, reference)
);

-- Which answer was accepted, by somebody who did not write it, with the question that carries it over
-- (举一反三). The composite key makes the author's column tell the truth.
CREATE TABLE thread_acceptance (
    thread_id TEXT NOT NULL PRIMARY KEY REFERENCES thread (id),
    answer_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    accepted_by TEXT NOT NULL REFERENCES person (id),
    transfer_case TEXT NOT NULL,
    transfer_holds BOOLEAN NOT NULL,
    transfer_why TEXT NOT NULL,
    -- The draft in the question bank; none when the thread belongs to no business item.
    question_version_id TEXT REFERENCES question_version (id),
    accepted_at TIMESTAMP NOT NULL,
    FOREIGN KEY (answer_id, thread_id, author_id) REFERENCES thread_answer (id, thread_id, author_id),
    CHECK (author_id <> accepted_by)
);
