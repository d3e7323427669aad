from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundles.samples import DISTRICT, OFFICE, OTHER_OFFICE, district_card, office_card
from kimdesk.bundles.enrolment import (
    DistrictCard,
    EnrolmentCard,
    read_enrolment,
    sign_enrolment,
)
from kimdesk.errors import BadBundle, InvalidInput, KimdeskError, Tampered, TooNew

ENROLMENT = sign_enrolment(office_card(), OFFICE.signing)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(TEXTS, TEXTS, TEXTS)
def test_cards_are_read_back(name: str, provider: str, district: str) -> None:
    card = replace(office_card(), name=name, provider=provider)
    assert EnrolmentCard.from_bytes(card.to_bytes()) == card
    assert read_enrolment(sign_enrolment(card, OFFICE.signing)) == card
    other = replace(district_card(), name=district)
    assert DistrictCard.from_bytes(other.to_bytes()) == other


def test_the_words_cover_the_whole_card() -> None:
    card, district = office_card(), district_card()
    cards = [
        card,
        replace(card, name="Andere"),
        replace(card, municipality="03355023"),
        replace(card, provider="Andere"),
        replace(card, legal_frame="HH"),
        replace(card, office_id="office-2"),
        replace(card, signing_public=OTHER_OFFICE.signing.public),
        replace(card, sealing_public=OTHER_OFFICE.sealing.public),
    ]
    districts = [
        district,
        replace(district, name="Anderer"),
        replace(district, sealing_public=OFFICE.sealing.public),
    ]
    words = [*(item.fingerprint for item in cards), *(item.fingerprint for item in districts)]
    assert len(set(words)) == len(words)
    assert all(len(item.split()) == 12 for item in words)
    assert EnrolmentCard.from_bytes(card.to_bytes()).fingerprint == card.fingerprint


def test_an_enrolment_proves_that_the_key_is_ones_own() -> None:
    with pytest.raises(InvalidInput):
        sign_enrolment(office_card(), OTHER_OFFICE.signing)
    stolen = replace(office_card(), name="Dieb").to_bytes() + ENROLMENT[ENROLMENT.index(b"\n") :]
    with pytest.raises(Tampered):
        read_enrolment(stolen)


@given(st.integers(0, len(ENROLMENT) - 1), st.integers(0, 7))
def test_a_flipped_bit_in_an_enrolment_is_refused(place: int, bit: int) -> None:
    flipped = bytearray(ENROLMENT)
    flipped[place] ^= 1 << bit
    with pytest.raises(KimdeskError):
        read_enrolment(bytes(flipped))


@given(st.integers(0, len(ENROLMENT) - 1))
def test_a_cut_off_enrolment_is_refused(length: int) -> None:
    with pytest.raises(KimdeskError):
        read_enrolment(ENROLMENT[:length])


@given(st.binary(max_size=100) | st.just(b"{" * 9000) | st.just(b"{" + bytes(20_000)))
def test_any_other_file_is_no_card(junk: bytes) -> None:
    for read in (read_enrolment, EnrolmentCard.from_bytes, DistrictCard.from_bytes):
        with pytest.raises(KimdeskError):
            read(junk)


def test_one_kind_of_card_is_not_taken_for_the_other() -> None:
    with pytest.raises(BadBundle):
        DistrictCard.from_bytes(office_card().to_bytes())
    with pytest.raises(BadBundle):
        read_enrolment(district_card().to_bytes())


def test_a_later_card_asks_for_an_update() -> None:
    later = district_card().to_bytes().replace(b'"version":1', b'"version":2')
    with pytest.raises(TooNew):
        DistrictCard.from_bytes(later)
    with pytest.raises(BadBundle):
        DistrictCard.from_bytes(later.replace(b'"version":2', b'"version":0'))


@pytest.mark.parametrize("change", [{"name": ""}, {"name": "x" * 201}, {"district_id": ""}])
def test_a_card_without_a_name_is_not_made(change: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        replace(district_card(), **change).to_bytes()  # type: ignore[arg-type]  # names only


def test_a_card_with_an_empty_name_or_short_key_is_refused() -> None:
    data = district_card().to_bytes()
    with pytest.raises(Tampered):
        DistrictCard.from_bytes(data.replace(b"Landkreis Beispiel", b""))
    with pytest.raises(Tampered):
        DistrictCard.from_bytes(data.replace(DISTRICT.signing.public.hex().encode(), b"00"))
