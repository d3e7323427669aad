from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimdesk.domain.entropy import SeededEntropy
from kimdesk.errors import KimdeskError, Tampered
from kimdesk.vault.canonical import decode_json, encode_json
from kimdesk.vault.derivation import derive_key, unwrap, wrap
from kimdesk.vault.sealing import SEAL_OVERHEAD, SEALING_PUBLIC, SealingKey, seal
from kimdesk.vault.signing import SigningKey, verify

SEALING = SealingKey.generate(SeededEntropy("sealing"))
SIGNING = SigningKey.generate(SeededEntropy("signing"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.binary(max_size=300), st.binary(max_size=50))
def test_what_is_sealed_opens_again(plaintext: bytes, info: bytes) -> None:
    sealed = seal(SEALING.public, plaintext, info)
    assert len(sealed) == len(plaintext) + SEAL_OVERHEAD
    assert SEALING.open(sealed, info) == plaintext


def test_sealing_keys_survive_keeping_and_come_from_the_entropy() -> None:
    again = SealingKey.from_bytes(SEALING.to_bytes())
    assert again.public == SEALING.public == SealingKey.generate(SeededEntropy("sealing")).public
    assert len(again.public) == SEALING_PUBLIC
    assert again.open(seal(SEALING.public, b"x", b""), b"") == b"x"


@given(st.integers(0, 200 + SEAL_OVERHEAD - 1), st.integers(0, 7))
def test_a_flipped_bit_in_a_seal_is_refused(place: int, bit: int) -> None:
    sealed = bytearray(seal(SEALING.public, bytes(200), b"info"))
    sealed[place] ^= 1 << bit
    with pytest.raises(Tampered):
        SEALING.open(bytes(sealed), b"info")


def test_another_key_or_other_info_does_not_open() -> None:
    sealed = seal(SEALING.public, b"text", b"info")
    with pytest.raises(Tampered):
        SEALING.open(sealed, b"other")
    with pytest.raises(Tampered):
        SealingKey.generate(SeededEntropy("other")).open(sealed, b"info")


@given(st.binary(max_size=1300))
def test_any_bytes_are_no_seal(junk: bytes) -> None:
    with pytest.raises(Tampered):
        SEALING.open(junk, b"")


@pytest.mark.parametrize("public", [b"", bytes(SEALING_PUBLIC - 1), b"\xff" * SEALING_PUBLIC,
                                    SEALING.public[:-32] + bytes(32)])  # fmt: skip
def test_a_malformed_public_key_is_refused(public: bytes) -> None:
    with pytest.raises(Tampered):
        seal(public, b"text", b"")


def test_keys_of_a_wrong_length_are_refused() -> None:
    with pytest.raises(Tampered):
        SealingKey.from_bytes(bytes(95))
    with pytest.raises(Tampered):
        SigningKey.from_bytes(bytes(33))


@given(st.binary(max_size=200))
def test_a_signature_fits_its_message_only(message: bytes) -> None:
    signature = SIGNING.sign(message)
    verify(SIGNING.public, signature, message)
    with pytest.raises(Tampered):
        verify(SIGNING.public, signature, message + b"\0")
    with pytest.raises(Tampered):
        verify(SigningKey.generate(SeededEntropy("other")).public, signature, message)


@given(st.binary(max_size=40), st.binary(max_size=70))
def test_malformed_keys_and_signatures_are_refused(public: bytes, signature: bytes) -> None:
    with pytest.raises(Tampered):
        verify(public, signature, b"message")


@given(st.binary(max_size=100), st.binary(max_size=20))
def test_wrapped_keys_are_bound_to_key_and_context(secret: bytes, context: bytes) -> None:
    key = derive_key(b"secret", "test")
    wrapped = wrap(key, secret, context, SeededEntropy("nonce"))
    assert unwrap(key, wrapped, context) == secret
    for other_key, other in ((derive_key(b"secret", "other"), context), (key, context + b"x")):
        with pytest.raises(Tampered):
            unwrap(other_key, wrapped, other)
    with pytest.raises(Tampered):
        unwrap(key, wrapped[:-1], context)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_canonical_json_is_read_back(value: dict[str, Any]) -> None:
    data = encode_json(value)
    assert decode_json(data, what="test").plain() == value
    assert encode_json(decode_json(data, what="test").plain()) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'"text"',
        b"null",
        b"{} ",
        b'{ "a":1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 10_000 + b"}",
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b"\xef\xbb\xbf{}",
        b'{"a":' + b"[" * 200_000,
        b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"a":' * 50_000,
    ],
)
def test_any_other_spelling_of_json_is_refused(data: bytes) -> None:
    with pytest.raises(Tampered):
        decode_json(data, what="test")


@given(st.binary(max_size=60))
def test_any_bytes_are_canonical_json_or_refused(junk: bytes) -> None:
    try:
        record = decode_json(junk, what="test")
    except KimdeskError:
        return
    assert encode_json(record.plain()) == junk


def test_members_are_taken_out_by_type_only() -> None:
    record = decode_json(
        encode_json({"text": "x", "number": 3, "yes": True, "hex": "0A", "none": None}),
        what="test",
    )
    assert (record.text("text"), record.number("number")) == ("x", 3)
    assert record.text_or_none("none") is None
    for wrong in (
        lambda: record.text("number"),
        lambda: record.text("absent"),
        lambda: record.number("yes"),
        lambda: record.number("number", 2),
        lambda: record.binary("hex", 1),
        lambda: record.binary("text", 1),
        lambda: record.record("text"),
        lambda: record.records("text"),
        lambda: record.expect(("text",)),
    ):
        with pytest.raises(Tampered):
            wrong()
