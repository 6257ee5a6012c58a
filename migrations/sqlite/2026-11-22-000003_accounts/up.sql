-- Accounts: departments, people, roles, sessions. See features/accounts.
CREATE TABLE department (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('department', 'bank_outlet')),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    employee_no TEXT NOT NULL,
    department_id TEXT NOT NULL REFERENCES department (id),
    email TEXT,
    password_hash TEXT NOT NULL,
    password_set_at TEXT NOT NULL,
    password_expires_at TEXT,
    must_change_password INTEGER NOT NULL,
    totp_secret TEXT,
    totp_last_step INTEGER,
    lang TEXT,
    theme TEXT,
    text_size TEXT,
    disabled_at TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX person_department ON person (department_id);

CREATE TABLE person_role (
    person_id TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    granted_by TEXT,
    granted_at TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
) STRICT;
-- Nobody holds two of the three administrator roles, whatever the program does.
CREATE UNIQUE INDEX person_role_one_administration ON person_role (person_id)
    WHERE role IN ('system_admin', 'security_admin', 'audit_admin');

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('page', 'api')),
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    proved_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    second_factor INTEGER NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person_id, revoked_at);

-- Failed log-ins by account and by address.
CREATE TABLE login_throttle (
    subject TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    allowance_ms INTEGER NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
