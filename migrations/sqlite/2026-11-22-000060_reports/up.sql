-- Reports: posts (windows and desks) and who holds them. See features/reports.
CREATE TABLE post (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    department_id TEXT NOT NULL REFERENCES department (id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX post_department ON post (department_id);

CREATE TABLE post_item (
    post_id TEXT NOT NULL REFERENCES post (id),
    item_id TEXT NOT NULL REFERENCES business_item (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (post_id, item_id)
) STRICT;

-- Who stands for a post: A holds it, B stands in. A holder who leaves keeps the row with its last day.
CREATE TABLE post_holder (
    id TEXT NOT NULL PRIMARY KEY,
    post_id TEXT NOT NULL REFERENCES post (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('a', 'b')),
    from_day TEXT NOT NULL,
    -- The first day on which the person no longer holds it.
    to_day TEXT,
    -- Empty for what came with the starter content.
    named_by TEXT REFERENCES person (id),
    named_at TEXT NOT NULL,
    CHECK (to_day IS NULL OR to_day >= from_day)
) STRICT;
CREATE INDEX post_holder_person ON post_holder (person_id, to_day);
CREATE UNIQUE INDEX post_holder_one_of_each ON post_holder (post_id, kind) WHERE to_day IS NULL;
-- Nobody stands in for oneself.
CREATE UNIQUE INDEX post_holder_two_people ON post_holder (post_id, person_id) WHERE to_day IS NULL;
