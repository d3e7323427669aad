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
CREATE TABLE household (
    id VARCHAR(32) NOT NULL,
    pseudonym BIGINT NOT NULL,
    CONSTRAINT pk_household PRIMARY KEY (id),
    CONSTRAINT uq_household_pseudonym UNIQUE (pseudonym)
)
--
CREATE TABLE person (
    id VARCHAR(32) NOT NULL,
    family_name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    spellings JSON NOT NULL,
    original_script TEXT NOT NULL,
    birth_day DATE,
    birth_precision VARCHAR(40) NOT NULL,
    gender VARCHAR(40) NOT NULL,
    nationalities JSON NOT NULL,
    municipality VARCHAR(40) NOT NULL,
    preferred_language VARCHAR(40) NOT NULL,
    interpreter_needed BOOLEAN NOT NULL,
    entered_germany DATE,
    immigration_route VARCHAR(40) NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    note TEXT NOT NULL,
    statistics_sex VARCHAR(40) NOT NULL,
    pseudonym BIGINT NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_pseudonym UNIQUE (pseudonym)
)
--
CREATE INDEX ix_person_family_name_given_name ON person (family_name, given_name)
--
CREATE TABLE quarter_run (
    quarter VARCHAR(40) NOT NULL,
    revision INTEGER NOT NULL,
    frozen_on DATE NOT NULL,
    snapshot BLOB NOT NULL,
    comment TEXT NOT NULL,
    CONSTRAINT pk_quarter_run PRIMARY KEY (quarter)
)
--
CREATE TABLE release (
    id VARCHAR(32) NOT NULL,
    quarter VARCHAR(40) NOT NULL,
    revision INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    manifest_hash VARCHAR(64) NOT NULL,
    replaces VARCHAR(64),
    created_on DATE NOT NULL,
    released_by VARCHAR(32) NOT NULL,
    district VARCHAR(32) NOT NULL,
    payload BLOB NOT NULL,
    sealed BLOB NOT NULL,
    ledger BLOB NOT NULL,
    summary JSON NOT NULL,
    CONSTRAINT pk_release PRIMARY KEY (id),
    CONSTRAINT uq_release_quarter_revision UNIQUE (quarter, revision),
    CONSTRAINT uq_release_seq UNIQUE (seq)
)
--
CREATE TABLE setting (
    name VARCHAR(40) NOT NULL,
    value JSON NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
)
--
CREATE TABLE client_case (
    id VARCHAR(32) NOT NULL,
    client_id VARCHAR(32) NOT NULL,
    file_number VARCHAR(40) NOT NULL,
    programme VARCHAR(40) NOT NULL,
    phase VARCHAR(40) NOT NULL,
    access_route VARCHAR(40) NOT NULL,
    occasion TEXT NOT NULL,
    opened_on DATE NOT NULL,
    agreed_on DATE,
    waiting_since DATE,
    closed_on DATE,
    closing_reason VARCHAR(40) NOT NULL,
    responsible VARCHAR(32) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_client_case PRIMARY KEY (id),
    CONSTRAINT fk_client_case_client_id FOREIGN KEY(client_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT uq_client_case_file_number UNIQUE (file_number)
)
--
CREATE INDEX ix_client_case_client_id ON client_case (client_id)
--
CREATE TABLE household_member (
    id VARCHAR(32) NOT NULL,
    household_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    role VARCHAR(40) NOT NULL,
    start DATE NOT NULL,
    "end" DATE,
    CONSTRAINT pk_household_member PRIMARY KEY (id),
    CONSTRAINT fk_household_member_household_id FOREIGN KEY(household_id) REFERENCES household (id),
    CONSTRAINT fk_household_member_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_household_member_household_id ON household_member (household_id)
--
CREATE INDEX ix_household_member_person_id ON household_member (person_id)
--
CREATE TABLE person_state (
    id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    value VARCHAR(40) NOT NULL,
    start DATE NOT NULL,
    "end" DATE,
    granted VARCHAR(40) NOT NULL,
    authority TEXT NOT NULL,
    reference TEXT NOT NULL,
    approved_until DATE,
    source TEXT NOT NULL,
    confirmed_on DATE,
    replaced_by VARCHAR(32),
    recorded_on DATE NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_person_state PRIMARY KEY (id),
    CONSTRAINT fk_person_state_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_person_state_person_id_kind_start ON person_state (person_id, kind, start)
--
CREATE TABLE contact (
    id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32),
    day DATE NOT NULL,
    kind VARCHAR(40) NOT NULL,
    duration VARCHAR(40) NOT NULL,
    fields JSON NOT NULL,
    text TEXT NOT NULL,
    programme VARCHAR(40) NOT NULL,
    interpreter VARCHAR(40) NOT NULL,
    author VARCHAR(32) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_contact PRIMARY KEY (id),
    CONSTRAINT fk_contact_case_id FOREIGN KEY(case_id) REFERENCES client_case (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_contact_case_id_day ON contact (case_id, day)
--
CREATE INDEX ix_contact_day ON contact (day)
--
CREATE TABLE follow_up (
    id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    due_on DATE NOT NULL,
    title TEXT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    done_on DATE,
    author VARCHAR(32) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_follow_up PRIMARY KEY (id),
    CONSTRAINT fk_follow_up_case_id FOREIGN KEY(case_id) REFERENCES client_case (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_follow_up_case_id ON follow_up (case_id)
--
CREATE INDEX ix_follow_up_done_on_due_on ON follow_up (done_on, due_on)
--
CREATE TABLE need (
    id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    field VARCHAR(40) NOT NULL,
    first_recorded DATE NOT NULL,
    CONSTRAINT pk_need PRIMARY KEY (id),
    CONSTRAINT uq_need_case_id_field UNIQUE (case_id, field),
    CONSTRAINT fk_need_case_id FOREIGN KEY(case_id) REFERENCES client_case (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_need_first_recorded ON need (first_recorded)
--
CREATE TABLE transition (
    id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    from_value VARCHAR(40) NOT NULL,
    to_value VARCHAR(40) NOT NULL,
    "trigger" TEXT NOT NULL,
    triggered_on DATE NOT NULL,
    leaves_on DATE,
    starts_on DATE,
    finished_on DATE,
    result VARCHAR(40) NOT NULL,
    gap_days INTEGER,
    obstacle TEXT NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_transition PRIMARY KEY (id),
    CONSTRAINT fk_transition_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT fk_transition_case_id FOREIGN KEY(case_id) REFERENCES client_case (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_transition_case_id ON transition (case_id)
--
CREATE INDEX ix_transition_finished_on ON transition (finished_on)
--
CREATE INDEX ix_transition_person_id ON transition (person_id)
--
CREATE TABLE finding (
    id VARCHAR(32) NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    field VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    from_actor VARCHAR(40) NOT NULL,
    to_actor VARCHAR(40) NOT NULL,
    rechtskreis VARCHAR(40) NOT NULL,
    consequence TEXT NOT NULL,
    delay_weeks INTEGER,
    tried TEXT NOT NULL,
    proposal TEXT NOT NULL,
    level VARCHAR(40) NOT NULL,
    good_practice BOOLEAN NOT NULL,
    status VARCHAR(40) NOT NULL,
    contact_id VARCHAR(32),
    author VARCHAR(32) NOT NULL,
    created_on DATE NOT NULL,
    released_by VARCHAR(32),
    version INTEGER NOT NULL,
    CONSTRAINT pk_finding PRIMARY KEY (id),
    CONSTRAINT fk_finding_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL
)
--
CREATE INDEX ix_finding_contact_id ON finding (contact_id)
--
CREATE INDEX ix_finding_status ON finding (status)
--
CREATE TABLE exported_finding (
    release_id VARCHAR(32) NOT NULL,
    finding_id VARCHAR(32) NOT NULL,
    public_id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_exported_finding PRIMARY KEY (release_id, finding_id),
    CONSTRAINT fk_exported_finding_release_id FOREIGN KEY(release_id) REFERENCES release (id),
    CONSTRAINT fk_exported_finding_finding_id FOREIGN KEY(finding_id) REFERENCES finding (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_exported_finding_finding_id ON exported_finding (finding_id)
--
CREATE TABLE finding_case (
    finding_id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    CONSTRAINT pk_finding_case PRIMARY KEY (finding_id, case_id),
    CONSTRAINT fk_finding_case_finding_id FOREIGN KEY(finding_id) REFERENCES finding (id) ON DELETE CASCADE,
    CONSTRAINT fk_finding_case_case_id FOREIGN KEY(case_id) REFERENCES client_case (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_finding_case_case_id ON finding_case (case_id)
--
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
--
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END
