-- What jobs need to know and what must be forgettable: the mail server's password, how far a job has come.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Letters on their way. A letter that went out keeps its fate, not its text.
CREATE TABLE mail (
    id TEXT PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    error TEXT NOT NULL
);
CREATE INDEX mail_next ON mail (state, next_at);
CREATE INDEX mail_made ON mail (made_at);
