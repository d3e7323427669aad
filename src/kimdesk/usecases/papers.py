"""Papers: the recovery sheet, and the printed quarter exactly as it left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kimdesk.bundles.contents import Contents, FindingRow
from kimdesk.bundles.payload import read_payload
from kimdesk.bundles.tables import read_tables
from kimdesk.domain.dates import Quarter
from kimdesk.domain.identifiers import AccountId
from kimdesk.domain.statistics.model import FACT_TOTAL
from kimdesk.domain.statistics.profile import Fact, FactKind, Profile
from kimdesk.errors import NotFound
from kimdesk.storage.releases import StoredRelease
from kimdesk.usecases import published
from kimdesk.usecases.accounts import account_names
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.exports import stored_release
from kimdesk.usecases.finding_words import words_of_row
from kimdesk.usecases.published import LaidOutTable
from kimdesk.usecases.workspaces import identity
from kimdesk.vault.files import write_atomically
from kimdesk.vault.keyring import RecoverySheet

if TYPE_CHECKING:
    from kimdesk.domain.statistics.spans import Place
    from kimdesk.reports.quarter_data import (
        Figure,
        PrintedFinding,
        PrintedTable,
        QuarterReport,
        TableNotOffered,
    )

NOT_DUE = "Wird mit diesem Quartal nicht fällig."
NOT_PRINTED = (
    "Nicht enthalten nach den öffentlichen Regeln: Mindestgröße der Tabelle und nachgewiesener "
    "Schutz aller Personen."
)
"""One sentence for every reason: which of them applied would itself tell something."""

Values = dict["Place", int | None]


def recovery_paper(desk: Desk, sheet: RecoverySheet) -> bytes:
    """Return the recovery sheet as PDF; it is printed and then the file is destroyed."""
    # Loading the PDF library takes a quarter of a second, which only a print should cost.
    from kimdesk.reports.recovery_sheet import (  # noqa: PLC0415
        RecoverySheetData,
        recovery_sheet,
    )

    return recovery_sheet(
        RecoverySheetData(
            office=identity(desk).name,
            workspace=sheet.workspace_id,
            created=desk.today,
            code=sheet.code,
            qr=sheet.qr,
        )
    )


def quarter_paper(desk: Desk, quarter: Quarter) -> bytes:
    """Return the newest exported revision of a quarter as PDF, from the bytes that left.

    Raises:
        NotFound: if the quarter was never exported.
    """
    # As above: the PDF library is loaded by the first print.
    from kimdesk.reports.quarter import quarter_report  # noqa: PLC0415

    stored = stored_release(desk, quarter)
    if stored is None:
        raise NotFound(what="release")
    return quarter_report(_report(desk, quarter, stored))


def save(path: Path, data: bytes) -> None:
    """Write a paper or a card where the user wants it, whole or not at all.

    Raises:
        Unavailable: if the place is full, missing or cannot be written.
    """
    write_atomically(path, data)


def _report(desk: Desk, quarter: Quarter, stored: StoredRelease) -> QuarterReport:
    from kimdesk.reports.quarter_data import QuarterReport  # noqa: PLC0415 - as above

    profile = desk.around.profile
    contents = read_tables(read_payload(stored.payload))
    values = _values(contents)
    about = identity(desk)
    tables = published.tables(profile, values)
    who = account_names(desk).get(AccountId(stored.released_by))
    return QuarterReport(
        office=about.name,
        municipality=desk.catalogues["gemeinden"].label(about.municipality),
        quarter=quarter.german,
        revision=stored.revision,
        created=stored.created_on,
        released_by=(who,) if who else (),
        figures=_figures(profile, values),
        tables=tuple(_table(table, values) for table in tables),
        not_offered=_not_offered(profile, stored, {table.id for table in tables}),
        findings=tuple(_finding(desk, row) for row in contents.findings),
        manifest_hash=stored.manifest_hash,
    )


def _values(contents: Contents) -> Values:
    return {
        (row.tabelle, row.fakt, row.zeitraum, row.codes): row.wert for row in contents.statistics
    }


def _figures(profile: Profile, values: Values) -> tuple[Figure, ...]:
    from kimdesk.reports.quarter_data import Figure  # noqa: PLC0415 - as above

    return tuple(
        Figure(fact.label, values[place] or 0, fact.definition)
        for fact, place in published.headline_places(profile, values)
    )


def _table(table: LaidOutTable, values: Values) -> PrintedTable:
    from kimdesk.reports.quarter_data import PrintedTable, Row  # noqa: PLC0415 - as above

    return PrintedTable(
        title=table.title,
        period=table.period,
        columns=(*table.columns, table.unit),
        rows=tuple(Row(row.labels, values[row.place], row.level) for row in table.rows),
        definition=table.definition,
    )


def _not_offered(
    profile: Profile, stored: StoredRelease, shown: set[str]
) -> tuple[TableNotOffered, ...]:
    from kimdesk.reports.quarter_data import TableNotOffered  # noqa: PLC0415 - as above

    due = {entry.fact for entry in stored.ledger if entry.table == FACT_TOTAL}
    return tuple(
        TableNotOffered(title, NOT_PRINTED if fact.follows in due or fact.id in due else NOT_DUE)
        for fact in profile.facts
        for name, title in _tables_of(profile, fact)
        if name not in shown
    )


def _tables_of(profile: Profile, fact: Fact) -> tuple[tuple[str, str], ...]:
    if fact.kind is FactKind.MEDIAN:
        return ((fact.table, fact.label),)
    return tuple((table.id, table.title) for table in profile.tables_of(fact.id))


def _finding(desk: Desk, row: FindingRow) -> PrintedFinding:
    from kimdesk.reports.quarter_data import (  # noqa: PLC0415 - as above
        LabelledValue,
        PrintedFinding,
    )

    words = words_of_row(desk.catalogues, row)
    facts = tuple(LabelledValue(label, value) for label, value in words.facts)
    return PrintedFinding(words.title, facts, words.text)
