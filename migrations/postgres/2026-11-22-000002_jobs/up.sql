-- Work to be done later, enqueued in the business transaction that causes it. See platform/jobs.
CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    idempotency_key TEXT UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'parked')),
    run_at TIMESTAMP NOT NULL,
    lease_owner TEXT,
    lease_until TIMESTAMP,
    attempts INTEGER NOT NULL,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    done_at TIMESTAMP
);
CREATE INDEX job_claim ON job (state, run_at, id);

-- When each scheduled task last ran, so that several nodes share one schedule.
CREATE TABLE schedule_run (
    name TEXT NOT NULL PRIMARY KEY,
    last_run_at TIMESTAMP NOT NULL
);

-- Settings an administrator changed; what is absent has its built-in value.
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL
);

-- Answers to requests that carried an idempotency key, kept for a day.
CREATE TABLE idempotent_answer (
    person_id TEXT NOT NULL,
    request_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    answer TEXT,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (person_id, request_key)
);
