from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import strategies as st

from bundles.samples import (
    CODES,
    CONTENTS,
    DISTRICT,
    FINDING,
    OTHER_DISTRICT,
    district_card,
    parcel,
    statistic,
)
from kimdesk.bundles.contents import BackReference, CodeRow, Contents
from kimdesk.bundles.envelope import LARGEST_PAYLOAD, seal_payload
from kimdesk.bundles.pack import seal
from kimdesk.errors import BadBundle, InvalidInput

TEXTS = st.text(max_size=30)
NAMES = st.from_regex(r"[A-Za-z0-9_ÄÖÜäöüß.-]{1,12}", fullmatch=True)


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 0},
        {"seq": 2},
        {"prev": "ab" * 32},
        {"revision": 2},
        {"revision": 0},
        {"replaces": "ab" * 32},
        {"seq": 2, "prev": "AB" * 32},
        {"seq": 2, "prev": "short"},
        {"quarter": "2026-H2"},
        {"quarter": "2026"},
        {"catalogue_version": ""},
        {"legal_status": "x" * 300},
        {"sdc": {"method": "x", "version": "1"}},
        {"sdc": {"method": "x", "version": "1", "k": "5"}},
        {"sdc": {"method": "x", "version": "1", "k": -1}},
    ],
)
def test_a_manifest_that_contradicts_itself_does_not_leave(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        parcel(**change)


@pytest.mark.parametrize(
    "release",
    [
        Contents(statistics=(statistic({"geschlecht": "W"}, 1),)),
        replace(CONTENTS, statistics=(statistic({"geschlecht": "X"}, 1),)),
        replace(CONTENTS, statistics=(statistic({}, 1, fakt="faelle"),)),
        replace(CONTENTS, statistics=(statistic({"alter": "U18"}, 1, fakt="eckwert_x"),)),
        replace(CONTENTS, statistics=(statistic({}, 1, zeitraum="2026-Q5"),)),
        replace(CONTENTS, statistics=(statistic({}, 1, zeitraum="Herbst"),)),
        replace(CONTENTS, statistics=(statistic({}, -1),)),
        replace(CONTENTS, statistics=(statistic({}, 1, tabelle=""),)),
        replace(CONTENTS, statistics=(statistic({}, 1), statistic({}, 2))),
        replace(CONTENTS, statistics=(statistic({"geschlecht": "TOTAL"}, 60),
                                      *CONTENTS.statistics[2:4])),
        replace(CONTENTS, codes=CODES[1:]),
        replace(CONTENTS, codes=(*CODES, CodeRow("alter", "ALLE", "alle", "", "1"))),
        replace(CONTENTS, codes=(*CODES, CodeRow("alter", "X", "x", "Y", "1"))),
        replace(CONTENTS, codes=(*CODES, CodeRow("alter", "X", "x", "X", "1"))),
        replace(CONTENTS, codes=(*CODES, CODES[1])),
        replace(CONTENTS, findings=(FINDING, FINDING)),
        replace(CONTENTS, findings=(replace(FINDING, gute_praxis="vielleicht"),)),
        replace(CONTENTS, findings=(replace(FINDING, verzoegerung_wochen="lange"),)),
        replace(CONTENTS, findings=(replace(FINDING, titel=""),)),
        replace(CONTENTS, back_references=(BackReference("unbekannt", "999"),)),
    ],
)  # fmt: skip
def test_contents_that_the_district_would_refuse_do_not_leave(release: Contents) -> None:
    with pytest.raises(BadBundle):
        parcel(release)


def test_a_text_that_is_too_long_does_not_leave() -> None:
    with pytest.raises(InvalidInput):
        parcel(replace(CONTENTS, findings=(replace(FINDING, folge="x" * 20_001),)))


def test_a_payload_that_is_too_large_does_not_leave() -> None:
    with pytest.raises(InvalidInput):
        seal_payload(bytes(LARGEST_PAYLOAD + 1), DISTRICT.sealing.public)


def test_a_parcel_is_sealed_only_to_whom_it_is_addressed() -> None:
    with pytest.raises(InvalidInput):
        seal(parcel(), district_card(OTHER_DISTRICT))
