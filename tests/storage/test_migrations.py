"""The migrations build what the models say, in one transaction or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from kimdesk.storage import district_records, migrations, office_records
from kimdesk.storage.engine import make_engine
from kimdesk.storage.records import DistrictBase, OfficeBase
from kimdesk.storage.store import Kind
from storage.files import KEY, NAME, new_file, raw

BASES: dict[Kind, type[OfficeBase | DistrictBase]] = {
    "office": OfficeBase,
    "district": DistrictBase,
}
MODULES = {"office": office_records, "district": district_records}


def empty_engine(path: Path) -> Engine:
    sqlcipher.connect(str(path)).close()
    return make_engine(path, KEY)


def schema(engine: Engine) -> dict[str, dict[str, Any]]:
    """Return everything that the library can tell about the tables, in one order."""
    seen = inspect(engine)
    found: dict[str, dict[str, Any]] = {}
    for table in seen.get_table_names():
        found[table] = {
            "columns": [
                (one["name"], str(one["type"]), one["nullable"], one["default"])
                for one in seen.get_columns(table)
            ],
            "key": seen.get_pk_constraint(table),
            "unique": _sorted(seen.get_unique_constraints(table)),
            "foreign": _sorted(seen.get_foreign_keys(table)),
            "indexes": _sorted(seen.get_indexes(table)),
            "checks": _sorted(seen.get_check_constraints(table)),
        }
    return found


def _sorted(parts: list[Any]) -> list[Any]:
    return sorted(parts, key=lambda part: str(part["name"]))


@pytest.mark.parametrize("kind", ["office", "district"])
def test_the_migrations_build_exactly_what_the_models_say(tmp_path: Path, kind: Kind) -> None:
    assert MODULES[kind].__name__
    migrated, modelled = empty_engine(tmp_path / "one.db"), empty_engine(tmp_path / "two.db")
    assert migrations.apply(migrated, kind) == len(migrations.steps(kind)) > 0
    with modelled.execution_options(write=True).begin() as connection:
        BASES[kind].metadata.create_all(connection)
    built, said = schema(migrated), schema(modelled)
    assert set(built) == set(said)
    for table, parts in said.items():
        assert built[table] == parts, table
    migrated.dispose()
    modelled.dispose()


def test_applying_again_changes_nothing(tmp_path: Path) -> None:
    engine = empty_engine(tmp_path / "one.db")
    first = migrations.apply(engine, "office")
    before = schema(engine)
    assert migrations.apply(engine, "office") == first
    assert schema(engine) == before
    engine.dispose()


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tmp_path / "steps" / "office"
    steps.mkdir(parents=True)
    (steps / "0001_good.sql").write_text("CREATE TABLE one (id INTEGER)", encoding="utf-8")
    (steps / "0002_bad.sql").write_text(
        "CREATE TABLE two (id INTEGER)\n--\nCREATE TABLE one (id INTEGER)", encoding="utf-8"
    )
    monkeypatch.setattr(migrations, "_FOLDER", tmp_path / "steps")
    engine = empty_engine(tmp_path / "one.db")
    with pytest.raises(DBAPIError):
        migrations.apply(engine, "office")
    assert schema(engine) == {}
    (steps / "0002_bad.sql").unlink()
    assert migrations.apply(engine, "office") == 1
    (steps / "0002_better.sql").write_text("CREATE TABLE two (id INTEGER)", encoding="utf-8")
    assert migrations.apply(engine, "office") == 2
    assert set(schema(engine)) == {"one", "two"}
    engine.dispose()


@pytest.mark.parametrize("kind", ["office", "district"])
def test_the_files_are_numbered_from_one_without_a_hole(kind: str) -> None:
    numbers = [int(step.name[:4]) for step in migrations.steps(kind)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("kind", ["office", "district"])
def test_the_audit_table_is_append_only_in_the_file_itself(tmp_path: Path, kind: Kind) -> None:
    opened = new_file(tmp_path, kind)
    with opened.write(by="a" * 32, action="test.first"):
        pass
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            opened.write(by="a" * 32, action="test.forged") as work,
        ):
            work.session.connection().exec_driver_sql(statement)
    assert opened.verify_audit() == 1
    opened.close()


def test_foreign_keys_hold(tmp_path: Path) -> None:
    opened = new_file(tmp_path)
    with (
        pytest.raises(IntegrityError),
        opened.write(by="a" * 32, action="test.orphan") as work,
    ):
        work.session.connection().exec_driver_sql(
            "INSERT INTO need VALUES ('n', 'no such case', 'HF02', '2026-01-01')"
        )
    opened.close()
    with raw(tmp_path / NAME) as connection:
        assert connection.execute("SELECT count(*) FROM need").fetchone() == (0,)
