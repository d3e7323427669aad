"""The demonstration as a whole: described, repeatable, complete, and refused where it must be."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import make
from demo import small_district
from demo.small_district import TODAY, Built
from kimdesk.demo.build import build_demo
from kimdesk.demo.content import shipped_content
from kimdesk.demo.sites import site_of
from kimdesk.domain.dates import Quarter
from kimdesk.errors import AlreadyThere, Refused
from kimdesk.usecases import accounts, districts, workspaces
from kimdesk.usecases.desk import Desk
from kimdesk.vault.passphrases import check_strength

OWNER_ONLY = stat.S_IRUSR | stat.S_IWUSR
QUARTERS = ("2026-Q2", "2026-Q3")

# Another process with another order of sets and dictionaries: nothing may depend on it.
_BUILD_ELSEWHERE = """
import sys
from datetime import date
from pathlib import Path
from demo import small_district
small_district.built(small_district.plan(Path(sys.argv[1])))
"""


def bundle_files(folder: Path) -> list[Path]:
    return sorted((folder / "buendel").rglob("*.kimb"))


def payloads(kreis: Desk, folder: Path) -> list[bytes]:
    """The payload of every bundle, by office and sequence number."""
    opened = [districts.open_received(kreis, file.read_bytes()) for file in bundle_files(folder)]
    opened.sort(key=lambda one: (one.manifest.office_id, one.manifest.seq))
    return [one.payload for one in opened]


def test_the_description_names_offices_accounts_and_bundles(district: Built) -> None:
    assert set(district.described) == {"district", "offices"}
    assert set(district.described["district"]) == {"folder", "accounts"}
    assert [office["name"] for office in district.offices] == [
        "Migrationsberatung Rietberg",
        "Beratungsstelle Verl",
    ]
    for office in district.offices:
        assert set(office) == {
            "folder",
            "name",
            "municipality",
            "persons",
            "accounts",
            "bundles",
        }
        roles = [account["role"] for account in office["accounts"]]
        assert roles == ["lead", "caseworker", "caseworker"]
        assert tuple(bundle["quarter"] for bundle in office["bundles"]) == QUARTERS
        assert {bundle["revision"] for bundle in office["bundles"]} == {1}


def test_every_described_path_is_relative_and_exists(district: Built) -> None:
    named = [district.described["district"]["folder"]]
    for part in (district.described["district"], *district.offices):
        named += [part["folder"], *(one["passphrase_file"] for one in part["accounts"])]
        named += [bundle["file"] for bundle in part.get("bundles", ())]
    assert all(not Path(name).is_absolute() and (district.folder / name).exists() for name in named)
    assert len(bundle_files(district.folder)) == 4


def test_passphrases_are_readable_by_their_owner_only(district: Built) -> None:
    files = sorted((district.folder / "passphrasen").iterdir())
    assert len(files) == 7
    if os.name != "nt":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {OWNER_ONLY}
    for file in files:
        check_strength(file.read_text("utf-8").strip(), [])


@pytest.mark.parametrize("account", [0, 1, 2])
def test_every_account_logs_in_with_its_file(district: Built, account: int) -> None:
    office = district.offices[0]
    with district.desk("office", office, account) as desk:
        assert desk.user.name == office["accounts"][account]["name"]
        assert desk.user.role.value == office["accounts"][account]["role"]
        assert len(accounts.list_accounts(desk)) == 3


def test_an_office_has_as_many_persons_as_were_wanted(district: Built) -> None:
    for office in district.offices:
        assert office["persons"] == 25
        with district.desk("office", office) as desk:
            known = {person.id for view in small_district.views(desk) for person in view.people}
        assert len(known) == 25


def test_the_file_of_an_office_is_whole_and_its_journal_unbroken(district: Built) -> None:
    office = district.offices[0]
    with district.desk("office", office) as desk:
        health = workspaces.check_workspace(desk, district.folder / office["folder"])
    assert (health.accounts, health.twin) == (3, "fine")
    assert health.audit_entries > 200


def test_the_district_holds_every_bundle_of_every_quarter(district: Built) -> None:
    with district.desk("district", district.described["district"]) as kreis:
        assert [str(quarter) for quarter in districts.quarters_here(kreis)] == [*QUARTERS[::-1]]
        for quarter in QUARTERS:
            view = districts.district_view(kreis, Quarter.parse(quarter))
            assert len(view.offices) == 2
            assert not any(one.missing for one in view.offices)
            assert len(view.findings) >= 2


def test_the_same_seed_gives_the_same_payloads_byte_for_byte(
    district: Built, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    subprocess.run(
        [sys.executable, "-c", _BUILD_ELSEWHERE, str(again)],
        check=True,
        env=environment,
        capture_output=True,
    )
    with district.desk("district", district.described["district"]) as kreis:
        assert payloads(kreis, again) == payloads(kreis, district.folder)
    first, second = bundle_files(district.folder), bundle_files(again)
    assert [one.name for one in first] == [one.name for one in second]
    # The envelope hides the same content under a new one-time key each time.
    assert all(one.read_bytes() != two.read_bytes() for one, two in zip(first, second, strict=True))


def test_another_seed_gives_other_people(district: Built, tmp_path: Path) -> None:
    wanted = small_district.plan(tmp_path / "other", offices=1, quarters=1, seed="2")
    other = small_district.built(wanted)
    with district.desk("office", district.offices[0]) as desk:
        names = {row.name for row in small_district.rows(desk)}
    with other.desk("office", other.offices[0]) as desk:
        assert len(names & {row.name for row in small_district.rows(desk)}) < 3


def test_a_folder_that_holds_anything_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("bleibt", encoding="utf-8")
    with pytest.raises(AlreadyThere):
        small_district.built(small_district.plan(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["brief.txt"]


def test_a_cancelled_build_leaves_no_description_and_no_lock(tmp_path: Path) -> None:
    folder = tmp_path / "halb"
    with pytest.raises(Refused):
        build_demo(small_district.plan(folder), lambda _share, _text: None, cancelled=lambda: True)
    assert not (folder / "demo.json").exists()
    assert (folder / "buero-01-rietberg").is_dir()


def test_the_progress_runs_forward_and_speaks_german(district: Built) -> None:
    shares = [share for share, _ in district.reports]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    texts = {text for _, text in district.reports}
    assert "Beratungsstelle Verl: 3. Quartal 2026" in texts
    assert "Kreis liest die Bündel ein" in texts


def test_more_offices_than_municipalities_get_numbers() -> None:
    around = make.surroundings(TODAY)
    sites = [site_of(shipped_content(), around, number) for number in range(53)]
    assert len({site.label for site in sites}) == 53
    assert len({site.identity.name for site in sites}) == 53
    assert sites[0].label == "buero-01-rietberg"
    assert sites[13].identity.name == "Migrationsberatung Rietberg 2"
    assert all(re.fullmatch(r"[a-z0-9-]+", site.label) for site in sites)
    assert {site.identity.legal_frame for site in sites} == {"KDG", "DSGVO", "DSG-EKD"}
