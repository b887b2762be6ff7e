-- One text for both engines: TEXT and BIGINT columns, own keys, no clock. BYTEA keeps bytes as they are in SQLite too.
CREATE TABLE head (one BIGINT PRIMARY KEY CHECK (one = 1), position BIGINT NOT NULL);
INSERT INTO head (one, position) VALUES (1, 0);

CREATE TABLE entry (
    position BIGINT PRIMARY KEY CHECK (position > 0),
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    act TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE blob (id TEXT PRIMARY KEY, bytes BYTEA NOT NULL);

CREATE TABLE credential (account TEXT PRIMARY KEY, password_hash TEXT NOT NULL);

CREATE TABLE session (token_hash TEXT PRIMARY KEY, account TEXT NOT NULL, expires_at BIGINT NOT NULL);
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expires_at ON session (expires_at);
