"""The catalogues are whole, dated, and readable with records older than they are."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kimdesk.config import resources_folder
from kimdesk.domain.catalogues import Catalogues, load_catalogues, problems
from kimdesk.errors import Damaged, FolderMissing, NotFound

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = resources_folder() / "catalogues"
PROFILE = resources_folder() / "statistics" / "kim-gt-1.json"


@pytest.fixture(scope="module")
def shipped() -> Catalogues:
    return load_catalogues(FOLDER)


def small(**changes: Any) -> dict[str, Any]:
    value = {"code": "A", "label": "Erstens", **changes}
    return {
        "catalogue": "small",
        "version": "2026.11",
        "title": "Kleine Liste",
        "source": "Test",
        "values": [value],
    }


def write(folder: Path, content: object) -> Path:
    (folder / "small.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def profile_leaves() -> frozenset[str]:
    profile = json.loads(PROFILE.read_bytes())
    codes = [code for dimension in profile["dimensions"] for code in dimension["codes"]]
    contacts = "eckwert_kontakte_"
    leaves = {code["code"] for code in codes} - {code.get("parent") for code in codes}
    headlines = {fact["id"] for fact in profile["facts"] if fact["id"].startswith(contacts)}
    return frozenset(leaves | {fact.removeprefix(contacts) for fact in headlines})


def test_the_shipped_catalogues_fit_the_profile_of_the_district() -> None:
    assert problems(FOLDER, profile_leaves()) == []


def test_every_need_belongs_to_a_field_of_action(shipped: Catalogues) -> None:
    assert len(shipped["handlungsfelder"]) == 14
    for need in shipped["bedarfe"]:
        assert need.text("handlungsfeld") in shipped["handlungsfelder"]
        assert need.text("handlungsfeld") == f"HF{need.code[:2]}"


def test_every_field_of_action_has_an_anchor_for_each_level(shipped: Catalogues) -> None:
    levels = [value for value in shipped["skala"] if value.number("level")]
    for value in shipped["handlungsfelder"]:
        assert len(set(value.many("anchors"))) == len(levels) == 5


def test_every_country_and_stateless_people_belong_to_a_region(shipped: Catalogues) -> None:
    countries = shipped["laender"]
    assert len(countries) > 190
    assert {"DE", "UA", "SY", "XK", "XXA", "XXX"} <= {value.code for value in countries}
    for value in countries:
        assert value.text("region") in shipped["regionen"]
    assert countries.label("AT") == "Österreich"


def test_proposed_regimes_of_residence_titles_exist(shipped: Catalogues) -> None:
    proposed = {value.text("rechtskreis") for value in shipped["aufenthalt"]} - {""}
    assert proposed
    assert all(code in shipped["rechtskreise"] for code in proposed)


def test_whatever_secures_the_livelihood_is_counted(shipped: Catalogues) -> None:
    for value in shipped["rechtskreise"]:
        assert value.statistics or not value.flag("secures_livelihood")
    counted = {value.statistics for value in shipped["rechtskreise"]} - {None}
    assert counted == {"ASYLBLG", "SGB2", "SGB_SONST", "ERWERB", "UNGEDECKT", "SONST"}


def test_residence_titles_are_counted_in_eight_groups(shipped: Catalogues) -> None:
    counted = {value.statistics for value in shipped["aufenthalt"] if value.statistics}
    assert counted == {
        "EU", "SCHUTZ", "UKR", "ASYL", "DULDUNG", "TITEL", "FAM_UNBEFR", "DEU_SONST",
    }  # fmt: skip


def test_legal_content_says_up_to_which_day_it_was_checked(shipped: Catalogues) -> None:
    for name in ("rechtskreise", "aufenthalt"):
        for value in shipped[name]:
            assert value.checked_on is not None
            assert value.certainty in {"sicher", "prüfen"}


def test_the_thirteen_municipalities_and_two_ways_out_are_there(shipped: Catalogues) -> None:
    inside = [value for value in shipped["gemeinden"] if value.code.startswith("05754")]
    assert len(inside) == 13
    assert shipped["gemeinden"].label("05754008") == "Gütersloh"
    assert "99999998" in shipped["gemeinden"]
    assert "99999999" in shipped["gemeinden"]


def test_age_groups_leave_no_year_out(shipped: Catalogues) -> None:
    groups = list(shipped["altersgruppen"])
    assert groups[0].number("age_from") == 0
    assert groups[-1].number("age_to") is None
    for younger, older in itertools.pairwise(groups):
        assert older.number("age_from") == (younger.number("age_to") or 0) + 1


def test_an_unknown_code_is_its_own_label(shipped: Catalogues) -> None:
    assert shipped["rechtskreise"].label("RK_FROM_2031") == "RK_FROM_2031"
    assert shipped["rechtskreise"].short("RK_FROM_2031") == "RK_FROM_2031"
    assert shipped["rechtskreise"].get("RK_FROM_2031") is None
    assert shipped["rechtskreise"].short("RK_ASYLBLG_2") == "AsylbLG § 2"


def test_an_unknown_catalogue_is_named(shipped: Catalogues) -> None:
    assert "nonsense" not in shipped
    with pytest.raises(NotFound, match="nonsense"):
        shipped["nonsense"]


def test_an_expired_title_is_not_offered_but_keeps_its_label(shipped: Catalogues) -> None:
    titles = shipped["aufenthalt"]
    offered = {value.code for value in titles.valid_on(date(2027, 6, 30))}
    later = {value.code for value in titles.valid_on(date(2027, 7, 1))}
    assert offered - later == {"AUF_104C"}
    assert titles.label("AUF_104C").startswith("Chancen-Aufenthaltsrecht")


def test_both_ends_of_a_period_belong_to_it(tmp_path: Path) -> None:
    folder = write(tmp_path, small(valid_from="2026-07-01", valid_to="2026-12-31"))
    value = load_catalogues(folder)["small"].get("A")
    assert value is not None
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [value.is_valid_on(day) for day in days] == [False, True, True, False]


def test_properties_are_read_by_kind(tmp_path: Path) -> None:
    content = small(properties={"yes": True, "word": "RK", "days": 7, "list": [7, 3]})
    value = load_catalogues(write(tmp_path, content))["small"].get("A")
    assert value is not None
    assert (value.flag("yes"), value.flag("word"), value.flag("none")) == (True, False, False)
    assert (value.number("days"), value.number("yes"), value.number("none")) == (7, None, None)
    assert (value.text("word"), value.text("none")) == ("RK", "")
    assert (value.many("list"), value.many("none")) == ((7, 3), ())
    assert hash(value) == hash(value)


def test_catalogues_and_their_values_can_be_listed(shipped: Catalogues) -> None:
    assert len(list(shipped)) == len(shipped) == len(list(FOLDER.glob("*.json")))
    assert all(len(list(catalogue)) == len(catalogue) > 0 for catalogue in shipped)


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        load_catalogues(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"catalogue": "small"},
        small(valid_from="yesterday"),
        small(colour="red"),
        {**small(), "values": [{"code": "A"}]},
    ],
)
def test_a_broken_file_is_refused_and_its_problem_named(tmp_path: Path, content: object) -> None:
    folder = write(tmp_path, content)
    assert problems(folder)
    with pytest.raises(Damaged, match="catalogue small"):
        load_catalogues(folder)


def test_text_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "small.json").write_text("{", encoding="utf-8")
    assert problems(tmp_path) == ["small.json: is no JSON"]
    with pytest.raises(Damaged):
        load_catalogues(tmp_path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({**small(), "catalogue": "other"}, "is named differently inside"),
        ({**small(), "title": ""}, "title is empty"),
        ({**small(), "values": ["A"]}, "holds a value that is no object"),
        ({**small(), "values": small()["values"] * 2}, "A: stands there twice"),
        (small(label=" "), "A: label is empty"),
        (small(certainty="vielleicht"), "A: certainty vielleicht is none of sicher, prüfen"),
        (small(statistics="NIRGENDS"), "A: statistics leaf NIRGENDS is not in the profile"),
        (small(checked_on=7), "A: checked_on is no date"),
        (small(valid_from="2027-01-01", valid_to="2026-01-01"), "A: ends before it begins"),
    ],
)
def test_each_fault_has_its_name(tmp_path: Path, content: object, problem: str) -> None:
    assert problems(write(tmp_path, content), frozenset({"SGB2"})) == [f"small.json: {problem}"]
