CREATE TABLE account (
    id VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    role VARCHAR(40) NOT NULL,
    active BOOLEAN NOT NULL,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT uq_account_name UNIQUE (name)
)
--
CREATE TABLE audit (
    seq INTEGER NOT NULL,
    at VARCHAR(40) NOT NULL,
    actor VARCHAR(32) NOT NULL,
    action VARCHAR(40) NOT NULL,
    object_kind VARCHAR(40) NOT NULL,
    object_id VARCHAR(32) NOT NULL,
    detail JSON NOT NULL,
    prev_hash VARCHAR(64) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    signature BLOB,
    CONSTRAINT pk_audit PRIMARY KEY (seq)
)
--
CREATE TABLE office (
    id VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    municipality VARCHAR(40) NOT NULL,
    provider TEXT NOT NULL,
    legal_frame VARCHAR(40) NOT NULL,
    card BLOB NOT NULL,
    fingerprint TEXT NOT NULL,
    enrolled_on DATE NOT NULL,
    CONSTRAINT pk_office PRIMARY KEY (id)
)
--
CREATE TABLE setting (
    name VARCHAR(40) NOT NULL,
    value JSON NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
)
--
CREATE TABLE bundle (
    id VARCHAR(32) NOT NULL,
    office_id VARCHAR(32) NOT NULL,
    quarter VARCHAR(40) NOT NULL,
    revision INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    manifest_hash VARCHAR(64) NOT NULL,
    created_on DATE NOT NULL,
    imported_on DATE NOT NULL,
    current BOOLEAN NOT NULL,
    payload BLOB NOT NULL,
    CONSTRAINT pk_bundle PRIMARY KEY (id),
    CONSTRAINT uq_bundle_office_id_seq UNIQUE (office_id, seq),
    CONSTRAINT uq_bundle_office_id_quarter_revision UNIQUE (office_id, quarter, revision),
    CONSTRAINT fk_bundle_office_id FOREIGN KEY(office_id) REFERENCES office (id)
)
--
CREATE TABLE district_finding (
    bundle_id VARCHAR(32) NOT NULL,
    id VARCHAR(32) NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    field VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    from_actor VARCHAR(40) NOT NULL,
    to_actor VARCHAR(40) NOT NULL,
    rechtskreis VARCHAR(40) NOT NULL,
    frequency TEXT NOT NULL,
    consequence TEXT NOT NULL,
    delay_weeks INTEGER,
    tried TEXT NOT NULL,
    proposal TEXT NOT NULL,
    level VARCHAR(40) NOT NULL,
    good_practice BOOLEAN NOT NULL,
    CONSTRAINT pk_district_finding PRIMARY KEY (bundle_id, id),
    CONSTRAINT fk_district_finding_bundle_id FOREIGN KEY(bundle_id) REFERENCES bundle (id)
)
--
CREATE TABLE statistic (
    bundle_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    "table" VARCHAR(40) NOT NULL,
    fact VARCHAR(40) NOT NULL,
    period VARCHAR(40) NOT NULL,
    dimension VARCHAR(40) NOT NULL,
    code VARCHAR(40) NOT NULL,
    dimension2 VARCHAR(40) NOT NULL,
    code2 VARCHAR(40) NOT NULL,
    dimension3 VARCHAR(40) NOT NULL,
    code3 VARCHAR(40) NOT NULL,
    value INTEGER,
    CONSTRAINT pk_statistic PRIMARY KEY (bundle_id, position),
    CONSTRAINT fk_statistic_bundle_id FOREIGN KEY(bundle_id) REFERENCES bundle (id)
)
--
CREATE INDEX ix_statistic_fact_period ON statistic (fact, period)
--
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
--
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
