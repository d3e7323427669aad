"""The whole way on the command line: create, enrol, export, import, read totals.

Everything runs once with the real cost of a passphrase, and each test looks at one step.
"""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kimdesk.cli.access import opened
from kimdesk.cli.main import run
from kimdesk.domain.cases import Case
from kimdesk.domain.dates import Quarter, SystemClock
from kimdesk.domain.people import Person
from kimdesk.usecases import cases, people

PASSPHRASE = "apfel-turm-regen-kiesel-lampe"  # noqa: S105 - of an invented office
CANARY, LEAD, COORDINATOR = "Zwetschgenwasserfall", "Kontoname Pirol", "Koordination"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a call printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """The printed JSON."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def no_window(_demo: str | None) -> int:
    raise AssertionError("no window is wanted")


def call(*arguments: str | Path) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = run([str(one) for one in arguments], no_window)
    return Ran(status, out.getvalue(), err.getvalue())


@dataclass(frozen=True, slots=True)
class Job:
    """Every step of the main job by name, and where it took place."""

    folder: Path
    quarter: Quarter
    steps: dict[str, Ran]

    @property
    def bundle(self) -> Path:
        """The exported bundle."""
        return Path(self.steps["export"].facts["file"])


def enter_somebody(folder: Path, secret: Path) -> None:
    """Store a person whose name must never be printed."""
    with opened("office", folder, LEAD, secret) as desk:
        client = people.create_person(desk, Person(CANARY, "Quittenbrot", gender="w"))
        cases.open_case(desk, Case(client.id, "KIM", desk.today, agreed_on=desk.today))


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    folder = tmp_path_factory.mktemp("job")
    secret = folder / "secret.txt"
    secret.write_text(f"{PASSPHRASE}\nzweite Zeile\n", encoding="utf-8")
    secret.chmod(0o600)
    quarter = Quarter.of(SystemClock().today()).previous
    kreis, buero = folder / "kreis", folder / "buero"
    as_lead = ("--account", LEAD, "--passphrase-file", secret)
    as_coordinator = ("--account", COORDINATOR, "--passphrase-file", secret)
    steps: dict[str, Ran] = {}

    def step(name: str, *arguments: str | Path) -> Ran:
        steps[name] = call(*arguments)
        return steps[name]

    created = ("--passphrase-file", secret, "--json")
    step("district", "district", "create", kreis, "--name", "Kreis Gütersloh", *created)
    office = ("--name", "Beratung", "--municipality", "05754032", "--lead", LEAD)
    card = ("--district", kreis / "kreis.kimkey", "--recovery", folder / "blatt.pdf")
    step("office", "office", "create", buero, *office, *card, *created)
    enrolment = buero / "einschreibung.kimenrol"
    words = steps["office"].facts["fingerprint"]
    enrol = ("district", "enrol", kreis, enrolment, *as_coordinator, "--fingerprint")
    step("wrong words", *enrol, "apfel " * 12)
    step("enrol", *enrol, words)
    enter_somebody(buero, secret)
    export = ("quarter", "export", buero, "--quarter", str(quarter), *as_lead)
    step("dry run", *export, "--dry-run", "--posts", "1.5")
    step("export", *export, "--to", folder / "post", "--posts", "1.5", "--json")
    bundle = Path(steps["export"].facts["file"])
    (folder / "junk.kimb").write_bytes(b"no bundle at all")
    step("import", "district", "import", kreis, bundle, *as_coordinator)
    step(
        *("import again", "district", "import", kreis, bundle, folder / "junk.kimb"),
        *(*as_coordinator, "--json"),
    )
    totals = ("district", "totals", kreis, "--quarter", str(quarter), *as_coordinator)
    step("totals", *totals)
    step("totals json", *totals, "--json")
    to = ("--district", kreis, "--to", folder / "inhalt", *as_coordinator)
    step("open", "bundle", "open", bundle, *to)
    step("check", "office", "check", buero, *as_lead)
    secret.write_text("falsche-passphrase-mit-laenge", encoding="utf-8")
    step("wrong passphrase", "office", "check", buero, *as_lead)
    return Job(folder, quarter, steps)


def test_every_step_succeeds_and_only_the_refused_ones_fail(job: Job) -> None:
    failed = {name: ran.status for name, ran in job.steps.items() if ran.status}
    assert failed == {"wrong words": 1, "import again": 1, "wrong passphrase": 1}


def test_the_district_gets_a_card_to_hand_on(job: Job) -> None:
    facts = job.steps["district"].facts
    assert set(facts) == {"folder", "card", "fingerprint", "account", "recovery"}
    assert Path(facts["card"]).read_bytes()
    assert len(facts["fingerprint"].split()) == 12


def test_the_office_gets_its_enrolment_and_recovery_sheet(job: Job) -> None:
    facts = job.steps["office"].facts
    assert set(facts) == {"folder", "enrolment", "fingerprint", "recovery"}
    assert Path(facts["enrolment"]).stat().st_size > 100
    assert (job.folder / "blatt.pdf").read_bytes().startswith(b"%PDF")


def test_wrong_words_enrol_nobody(job: Job) -> None:
    assert "zwölf Wörter gehören nicht" in job.steps["wrong words"].err
    assert job.steps["enrol"].out == "Eingeschrieben: Beratung\n"


def test_a_dry_run_shows_the_figures_and_writes_no_bundle(job: Job) -> None:
    out = job.steps["dry run"].out
    assert out.startswith(f"{job.quarter.german}, Fassung 1: Das ginge hinaus.")
    assert "Fälle im Bestand" in out
    assert sorted(path.name for path in (job.folder / "post").iterdir()) == [job.bundle.name]


def test_the_export_tells_where_the_bundle_is(job: Job) -> None:
    facts = job.steps["export"].facts
    assert (facts["quarter"], facts["revision"], facts["seq"]) == (str(job.quarter), 1, 1)
    assert job.bundle.suffix == ".kimb"


def test_the_import_tells_what_became_of_each_file(job: Job) -> None:
    assert job.steps["import"].out == f"{job.bundle.name}: übernommen ({job.quarter}, Fassung 1)\n"
    again, junk = job.steps["import again"].facts["results"]
    assert (again["status"], again["reason"], again["office"]) == (
        "already_read",
        None,
        "Beratung",
    )
    assert (junk["status"], junk["file"]) == ("refused", "junk.kimb")
    assert junk["reason"] in {"BadBundle", "Truncated"}
    assert "nichts" in junk["message"]


def test_the_totals_are_the_same_for_people_and_programs(job: Job) -> None:
    facts = job.steps["totals json"].facts
    assert (facts["quarter"], facts["missing"], facts["findings"]) == (str(job.quarter), [], 0)
    posts = next(row for row in facts["rows"] if row["fakt"] == "eckwert_vze")
    assert (posts["von"], posts["bis"], len(posts["stellen"])) == (150, 150, 1)
    text = job.steps["totals"].out
    assert text.startswith(f"{job.quarter.german}\nAlle Stellen haben geliefert.")
    assert text.count("\n") == len(facts["rows"]) + 3


def test_an_opened_bundle_lies_as_files_in_the_folder(job: Job) -> None:
    names = {
        str(path.relative_to(job.folder / "inhalt"))
        for path in (job.folder / "inhalt").rglob("*")
        if path.is_file()
    }
    assert names == {
        "LIESMICH.txt",
        "manifest.json",
        "manifest.sig",
        "datapackage.json",
        "daten/statistik.csv",
        "daten/codes.csv",
        "befunde/befunde.csv",
        "befunde/rueckbezug.csv",
    }
    assert f"{len(names)} Dateien" in job.steps["open"].out


def test_anybody_may_look_at_a_file_from_outside(job: Job) -> None:
    facts = call("bundle", "inspect", job.bundle, "--json").facts
    assert set(facts) == {"file", "version", "recipient", "size", "payload_size"}
    assert facts["size"] == job.bundle.stat().st_size
    card = call("bundle", "inspect", job.folder / "kreis" / "kreis.kimkey").out
    assert "Kreis: Kreis Gütersloh" in card
    enrolment = call("bundle", "inspect", job.folder / "buero" / "einschreibung.kimenrol").out
    assert "Gemeinde: 05754032" in enrolment
    assert call("bundle", "inspect", job.folder / "junk.kimb").status == 1
    assert call("bundle", "inspect", job.folder / "nowhere.kimb", "--json").facts["error"] == (
        "FolderMissing"
    )


def test_the_check_tells_that_all_is_well_and_no_name(job: Job) -> None:
    out = job.steps["check"].out
    assert out.startswith("Die Akte ist in Ordnung.\n")
    assert "Zweitschrift in Ordnung" in out
    assert "lückenlos" in out


def test_no_step_prints_the_name_of_a_client_or_the_passphrase(job: Job) -> None:
    for name, ran in job.steps.items():
        for secret in (CANARY, "Quittenbrot", PASSPHRASE):
            assert secret not in ran.out + ran.err, name


def test_a_wrong_passphrase_is_said_in_german(job: Job) -> None:
    ran = job.steps["wrong passphrase"]
    assert not ran.out
    assert ran.err.startswith("Name oder Passphrase stimmen nicht.")
    assert "Traceback" not in ran.err
