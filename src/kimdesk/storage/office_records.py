"""All tables of the office's case file on one page."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kimdesk.storage.records import CODE, ID, OfficeBase

_PERSON = "person.id"
_CASE = "client_case.id"


class PersonRecord(OfficeBase):
    """A person; names may be many, states over time are in ``person_state``."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    family_name: Mapped[str]
    given_name: Mapped[str]
    spellings: Mapped[list[Any]]
    original_script: Mapped[str]
    birth_day: Mapped[date | None]
    birth_precision: Mapped[str] = mapped_column(CODE)
    gender: Mapped[str] = mapped_column(CODE)
    nationalities: Mapped[list[Any]]
    municipality: Mapped[str] = mapped_column(CODE)
    preferred_language: Mapped[str] = mapped_column(CODE)
    interpreter_needed: Mapped[bool]
    entered_germany: Mapped[date | None]
    immigration_route: Mapped[str] = mapped_column(CODE)
    address: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    note: Mapped[str]
    statistics_sex: Mapped[str] = mapped_column(CODE)
    pseudonym: Mapped[int] = mapped_column(BigInteger, unique=True)
    version: Mapped[int]
    __table_args__ = (Index(None, "family_name", "given_name"),)


class HouseholdRecord(OfficeBase):
    """A household; who belongs to it is in ``household_member``."""

    __tablename__ = "household"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    pseudonym: Mapped[int] = mapped_column(BigInteger, unique=True)


class MembershipRecord(OfficeBase):
    """A person's time in a household."""

    __tablename__ = "household_member"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    household_id: Mapped[str] = mapped_column(ForeignKey("household.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(CODE)
    start: Mapped[date]
    end: Mapped[date | None]


class StateRecord(OfficeBase):
    """An entry of a person's time series; a correction points from the old entry to the new."""

    __tablename__ = "person_state"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(CODE)
    value: Mapped[str] = mapped_column(CODE)
    start: Mapped[date]
    end: Mapped[date | None]
    granted: Mapped[str] = mapped_column(CODE)
    authority: Mapped[str]
    reference: Mapped[str]
    approved_until: Mapped[date | None]
    source: Mapped[str]
    confirmed_on: Mapped[date | None]
    replaced_by: Mapped[str | None] = mapped_column(ID)
    recorded_on: Mapped[date]
    version: Mapped[int]
    __table_args__ = (Index(None, "person_id", "kind", "start"),)


class CaseRecord(OfficeBase):
    """The work with one client ("case" alone is a word of SQL)."""

    __tablename__ = "client_case"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), index=True)
    file_number: Mapped[str] = mapped_column(CODE, unique=True)
    programme: Mapped[str] = mapped_column(CODE)
    phase: Mapped[str] = mapped_column(CODE)
    access_route: Mapped[str] = mapped_column(CODE)
    occasion: Mapped[str]
    opened_on: Mapped[date]
    agreed_on: Mapped[date | None]
    waiting_since: Mapped[date | None]
    closed_on: Mapped[date | None]
    closing_reason: Mapped[str] = mapped_column(CODE)
    responsible: Mapped[str] = mapped_column(ID)
    version: Mapped[int]


class NeedRecord(OfficeBase):
    """A field of need in a case, with the day it was first recorded; counted once per case."""

    __tablename__ = "need"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(CODE)
    first_recorded: Mapped[date] = mapped_column(index=True)
    __table_args__ = (UniqueConstraint("case_id", "field"),)


class ContactRecord(OfficeBase):
    """A contact; without a case it is short, anonymous counselling."""

    __tablename__ = "contact"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"))
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(CODE)
    duration: Mapped[str] = mapped_column(CODE)
    fields: Mapped[list[Any]]
    text: Mapped[str]
    programme: Mapped[str] = mapped_column(CODE)
    interpreter: Mapped[str] = mapped_column(CODE)
    author: Mapped[str] = mapped_column(ID)
    version: Mapped[int]
    __table_args__ = (Index(None, "case_id", "day"),)


class TransitionRecord(OfficeBase):
    """A Rechtskreiswechsel."""

    __tablename__ = "transition"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), index=True)
    from_value: Mapped[str] = mapped_column(CODE)
    to_value: Mapped[str] = mapped_column(CODE)
    trigger: Mapped[str]
    triggered_on: Mapped[date]
    leaves_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    finished_on: Mapped[date | None] = mapped_column(index=True)
    result: Mapped[str] = mapped_column(CODE)
    gap_days: Mapped[int | None]
    obstacle: Mapped[str]
    version: Mapped[int]


class FollowUpRecord(OfficeBase):
    """Something due on a day."""

    __tablename__ = "follow_up"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE, ondelete="CASCADE"), index=True)
    due_on: Mapped[date]
    title: Mapped[str]
    kind: Mapped[str] = mapped_column(CODE)
    done_on: Mapped[date | None]
    author: Mapped[str] = mapped_column(ID)
    version: Mapped[int]
    __table_args__ = (Index(None, "done_on", "due_on"),)


class FindingRecord(OfficeBase):
    """A finding; ``contact_id`` says where it was made and stays in the office."""

    __tablename__ = "finding"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    title: Mapped[str]
    description: Mapped[str]
    field: Mapped[str] = mapped_column(CODE)
    kind: Mapped[str] = mapped_column(CODE)
    from_actor: Mapped[str] = mapped_column(CODE)
    to_actor: Mapped[str] = mapped_column(CODE)
    rechtskreis: Mapped[str] = mapped_column(CODE)
    consequence: Mapped[str]
    delay_weeks: Mapped[int | None]
    tried: Mapped[str]
    proposal: Mapped[str]
    level: Mapped[str] = mapped_column(CODE)
    good_practice: Mapped[bool]
    status: Mapped[str] = mapped_column(CODE, index=True)
    contact_id: Mapped[str | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), index=True
    )
    author: Mapped[str] = mapped_column(ID)
    created_on: Mapped[date]
    released_by: Mapped[str | None] = mapped_column(ID)
    version: Mapped[int]


class FindingCaseRecord(OfficeBase):
    """Which cases showed a finding; never exported."""

    __tablename__ = "finding_case"
    finding_id: Mapped[str] = mapped_column(
        ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True
    )
    case_id: Mapped[str] = mapped_column(
        ForeignKey(_CASE, ondelete="CASCADE"), primary_key=True, index=True
    )


class QuarterRunRecord(OfficeBase):
    """The assistant's work on a quarter, so that it can be resumed at any step."""

    __tablename__ = "quarter_run"
    quarter: Mapped[str] = mapped_column(CODE, primary_key=True)
    revision: Mapped[int]
    frozen_on: Mapped[date]
    snapshot: Mapped[bytes]
    comment: Mapped[str]


class ReleaseRecord(OfficeBase):
    """A bundle that left; the exact bytes stay, so that the same release is always the same."""

    __tablename__ = "release"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    quarter: Mapped[str] = mapped_column(CODE)
    revision: Mapped[int]
    seq: Mapped[int] = mapped_column(unique=True)
    manifest_hash: Mapped[str] = mapped_column(String(64))
    replaces: Mapped[str | None] = mapped_column(String(64))
    created_on: Mapped[date]
    released_by: Mapped[str] = mapped_column(ID)
    district: Mapped[str] = mapped_column(ID)
    payload: Mapped[bytes]
    sealed: Mapped[bytes]
    ledger: Mapped[bytes]
    summary: Mapped[dict[str, Any]]
    __table_args__ = (UniqueConstraint("quarter", "revision"),)


class ExportedFindingRecord(OfficeBase):
    """Under which random id a finding left in which release."""

    __tablename__ = "exported_finding"
    release_id: Mapped[str] = mapped_column(ForeignKey("release.id"), primary_key=True)
    finding_id: Mapped[str] = mapped_column(
        ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    public_id: Mapped[str] = mapped_column(ID)
