-- What the program has to tell a person. See features/notifications.
CREATE TABLE notification (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    args TEXT NOT NULL,
    link TEXT NOT NULL,
    created_at TEXT NOT NULL,
    read_at TEXT
) STRICT;
CREATE INDEX notification_person ON notification (person_id, read_at, id);

-- Complaints and suggestions about the program itself, answered in a queue.
CREATE TABLE feedback (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL,
    page TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at TEXT NOT NULL,
    answer TEXT,
    answered_by TEXT,
    answered_at TEXT
) STRICT;
CREATE INDEX feedback_open ON feedback (answered_at, id);
