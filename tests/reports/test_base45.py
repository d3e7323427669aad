from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.errors import InvalidInput
from kimdesk.reports.base45 import base45_decode, base45_encode


@pytest.mark.parametrize(
    ("data", "letters"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"", "")],
)
def test_the_examples_of_rfc_9285_come_out(data: bytes, letters: str) -> None:
    assert base45_encode(data) == letters
    assert base45_decode(letters) == data


@given(st.binary(max_size=200))
def test_every_content_comes_back(data: bytes) -> None:
    assert base45_decode(base45_encode(data)) == data


@pytest.mark.parametrize("letters", ["GGW", ":::", "::", "0", "BB80", "bb8", "BBÄ"])
def test_foreign_letters_lengths_and_overflows_are_refused(letters: str) -> None:
    with pytest.raises(InvalidInput):
        base45_decode(letters)
