-- What a person signs in with, from where, and how it is locked. None of it belongs in the ledger: all must be forgettable.
-- Times are seconds since 1970, UTC; yes and no are 1 and 0.
ALTER TABLE credential ADD COLUMN long BIGINT NOT NULL DEFAULT 1;

ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN begun_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;

CREATE TABLE last_seen (account TEXT PRIMARY KEY, at BIGINT NOT NULL);

CREATE TABLE one_time_link (token_hash TEXT PRIMARY KEY, account TEXT NOT NULL, expires_at BIGINT NOT NULL);
CREATE INDEX one_time_link_account ON one_time_link (account);

CREATE TABLE attempt (
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    times BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (account, address)
);
CREATE INDEX attempt_address ON attempt (address);

CREATE TABLE second_factor (
    account TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    confirmed BIGINT NOT NULL,
    last_step BIGINT NOT NULL
);

CREATE TABLE recovery_code (account TEXT NOT NULL, code_hash TEXT NOT NULL, PRIMARY KEY (account, code_hash));

CREATE TABLE oidc_request (
    state_hash TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    target TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
