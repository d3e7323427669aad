"""Business cards: what an office and a district know of each other before the first bundle.

A card is public. Whether it is the right one is found out by comparing its twelve words on the
telephone; they cover the whole card, so a right key under a wrong name is noticed as well.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kimdesk.errors import BadBundle, InvalidInput, Tampered, TooNew
from kimdesk.vault.canonical import Record, decode_json, encode_json
from kimdesk.vault.sealing import SEALING_PUBLIC
from kimdesk.vault.signing import SIGNATURE, SIGNING_PUBLIC, verify
from kimdesk.vault.words import fingerprint_words

if TYPE_CHECKING:
    from kimdesk.vault.signing import SigningKey

_VERSION: Final = 1
_OFFICE = "KIMdesk office"
_DISTRICT = "KIMdesk district"
_SIGNED = b"KIMdesk enrolment v1\0"
_WHAT = "card"
# Two public keys in hexadecimal and a few names.
_LARGEST_CARD = 16_384
_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class EnrolmentCard:
    """The office's card; ``municipality`` is its AGS, ``legal_frame`` a catalogue code."""

    office_id: str
    name: str
    municipality: str
    provider: str
    legal_frame: str
    signing_public: bytes
    sealing_public: bytes

    def to_bytes(self) -> bytes:
        """Return the card in its one spelling, unsigned, for keeping."""
        return _encode(
            _OFFICE,
            {
                "office": self.office_id,
                "name": self.name,
                "municipality": self.municipality,
                "provider": self.provider,
                "legal_frame": self.legal_frame,
                "signing": self.signing_public.hex(),
                "sealing": self.sealing_public.hex(),
            },
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> EnrolmentCard:
        """Read a card that was kept by :meth:`to_bytes`.

        Raises:
            BadBundle: if it is no such card.
            Tampered: if its inside is malformed.
            TooNew: if a later KIMdesk wrote it.
        """
        return _office_card(_decode(data, _OFFICE))

    @property
    def fingerprint(self) -> str:
        """The twelve words to be compared on the telephone."""
        return _fingerprint(self.to_bytes())


@dataclass(frozen=True, slots=True)
class DistrictCard:
    """The district's card; its file ending is ``.kimkey``."""

    district_id: str
    name: str
    signing_public: bytes
    sealing_public: bytes

    def to_bytes(self) -> bytes:
        """Return the content of a ``.kimkey`` file."""
        return _encode(
            _DISTRICT,
            {
                "district": self.district_id,
                "name": self.name,
                "signing": self.signing_public.hex(),
                "sealing": self.sealing_public.hex(),
            },
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> DistrictCard:
        """Read a ``.kimkey`` file.

        Raises:
            BadBundle: if it is no such file.
            Tampered: if its inside is malformed.
            TooNew: if a later KIMdesk wrote it.
        """
        card = _decode(data, _DISTRICT)
        card.expect(("format", "version", "district", "name", "signing", "sealing"))
        return cls(
            district_id=_filled(card, "district"),
            name=_filled(card, "name"),
            signing_public=card.binary("signing", SIGNING_PUBLIC),
            sealing_public=card.binary("sealing", SEALING_PUBLIC),
        )

    @property
    def fingerprint(self) -> str:
        """The twelve words to be compared on the telephone."""
        return _fingerprint(self.to_bytes())


def sign_enrolment(card: EnrolmentCard, signing: SigningKey) -> bytes:
    """Return the content of a ``.kimenrol`` file: the card, and the proof of owning its key.

    Raises:
        InvalidInput: if ``signing`` is not the key on the card.
    """
    if signing.public != card.signing_public:
        raise InvalidInput(field="signing_public", problem="other key")
    data = card.to_bytes()
    return data + b"\n" + signing.sign(_SIGNED + data).hex().encode()


def read_enrolment(data: bytes) -> EnrolmentCard:
    """Read a ``.kimenrol`` file.

    Raises:
        BadBundle: if it is no such file.
        Tampered: if it was changed, or signed with another key than the one on it.
        TooNew: if a later KIMdesk wrote it.
    """
    body, _, proof = data.partition(b"\n")
    card = EnrolmentCard.from_bytes(body)
    try:
        signature = bytes.fromhex(proof.decode("ascii"))
    except ValueError as error:
        raise Tampered(what="signature") from error
    if len(signature) != SIGNATURE or signature.hex().encode() != proof:
        raise Tampered(what="signature")
    verify(card.signing_public, signature, _SIGNED + body)
    return card


def _encode(kind: str, members: dict[str, object]) -> bytes:
    for name, value in members.items():
        if not isinstance(value, str) or not value:
            raise InvalidInput(field=name, problem="empty")
        if name not in {"signing", "sealing"} and len(value) > _LONGEST_TEXT:
            raise InvalidInput(field=name, problem="too long")
    return encode_json({"format": kind, "version": _VERSION, **members})


def _decode(data: bytes, kind: str) -> Record:
    if len(data) > _LARGEST_CARD or not data.startswith(b"{"):
        raise BadBundle(problem="not a card")
    card = decode_json(data, what=_WHAT)
    if not card.has("format") or card.text("format") != kind:
        raise BadBundle(problem="not this card")
    if card.number("version") > _VERSION:
        raise TooNew(what=_WHAT)
    if card.number("version") < _VERSION:
        raise BadBundle(problem="version")
    return card


_OFFICE_MEMBERS = (
    "format",
    "version",
    "office",
    "name",
    "municipality",
    "provider",
    "legal_frame",
    "signing",
    "sealing",
)


def _office_card(card: Record) -> EnrolmentCard:
    card.expect(_OFFICE_MEMBERS)
    return EnrolmentCard(
        office_id=_filled(card, "office"),
        name=_filled(card, "name"),
        municipality=_filled(card, "municipality"),
        provider=_filled(card, "provider"),
        legal_frame=_filled(card, "legal_frame"),
        signing_public=card.binary("signing", SIGNING_PUBLIC),
        sealing_public=card.binary("sealing", SEALING_PUBLIC),
    )


def _filled(card: Record, name: str) -> str:
    text = card.text(name, _LONGEST_TEXT)
    if not text:
        raise Tampered(what=_WHAT)
    return text


def _fingerprint(card: bytes) -> str:
    return fingerprint_words(hashlib.sha256(b"KIMdesk fingerprint v1\0" + card).digest())
