"""The signed list of what is in a bundle, from whom, for whom and which one it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kimdesk.bundles.payload import SIGNED_FILES
from kimdesk.errors import BadBundle, InvalidInput, Tampered, TooNew
from kimdesk.vault.canonical import Record, decode_json, encode_json
from kimdesk.vault.signing import SIGNATURE, SIGNING_PUBLIC, verify

if TYPE_CHECKING:
    from kimdesk.vault.signing import SigningKey

VERSION: Final = 1
TYPE: Final = "quarter"

_FORMAT = "KIMdesk bundle"
_SIGNED = b"KIMdesk bundle v1\0"
_WHAT = "manifest"
_HASH = 32
_LARGEST = 16_384
_LARGEST_FILE = 64 * 1024 * 1024
_LONGEST_NAME = 200
_QUARTER = re.compile(r"[0-9]{4}-Q[1-4]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Protection:
    """How the figures were protected: method and version of the rules, least group size."""

    method: str
    version: str
    k: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """SHA-256 (hexadecimal) and length of one file."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts of one bundle.

    ``seq`` counts an office's bundles to this district from 1, ``prev`` is the hash of the one
    before; ``revision`` counts a quarter's bundles from 1, ``replaces`` is the hash of the one
    it replaces. ``recipient`` is the full hash of the district's sealing key.
    """

    office_id: str
    office_key: bytes
    recipient: str
    district_id: str
    quarter: str
    revision: int
    seq: int
    prev: str | None
    replaces: str | None
    catalogue_version: str
    legal_status: str
    sdc: Protection
    created: date
    files: Mapping[str, FileFacts]

    def to_bytes(self) -> bytes:
        """Return ``manifest.json``."""
        return encode_json(
            {
                "format": _FORMAT,
                "version": VERSION,
                "type": TYPE,
                "office": self.office_id,
                "office_key": self.office_key.hex(),
                "recipient": self.recipient,
                "district": self.district_id,
                "quarter": self.quarter,
                "revision": self.revision,
                "seq": self.seq,
                "prev": self.prev,
                "replaces": self.replaces,
                "catalogue": self.catalogue_version,
                "legal_status": self.legal_status,
                "sdc": {"method": self.sdc.method, "version": self.sdc.version, "k": self.sdc.k},
                "created": self.created.isoformat(),
                "files": {
                    name: {"sha256": facts.sha256, "bytes": facts.size}
                    for name, facts in self.files.items()
                },
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Read ``manifest.json``, which must be exactly what :meth:`to_bytes` writes.

        Raises:
            Tampered: if it is malformed.
            BadBundle: if it contradicts itself or is not a manifest.
            TooNew: if it is of a later format.
        """
        if len(data) > _LARGEST:
            raise BadBundle(problem="manifest too large")
        record = decode_json(data, what=_WHAT)
        if not record.has("format") or record.text("format") != _FORMAT:
            raise BadBundle(problem="not a manifest")
        if record.number("version") > VERSION:
            raise TooNew(what="bundle")
        record.expect(_MEMBERS)
        if record.number("version") != VERSION or record.text("type") != TYPE:
            raise BadBundle(problem="manifest type")
        manifest = _manifest(record)
        _check(manifest)
        return manifest

    def check(self) -> None:
        """Refuse to send what every receiver would refuse.

        Raises:
            InvalidInput: if the manifest contradicts itself.
        """
        try:
            self.from_bytes(self.to_bytes())
        except (BadBundle, Tampered) as error:
            raise InvalidInput(field=_WHAT, problem=str(error.facts.get("problem"))) from error


_MEMBERS = (
    "format",
    "version",
    "type",
    "office",
    "office_key",
    "recipient",
    "district",
    "quarter",
    "revision",
    "seq",
    "prev",
    "replaces",
    "catalogue",
    "legal_status",
    "sdc",
    "created",
    "files",
)


def manifest_hash(data: bytes) -> str:
    """Return the hash by which the next bundle refers to this one."""
    return hashlib.sha256(data).hexdigest()


def facts_of(data: bytes) -> FileFacts:
    """Return what the manifest says about a file."""
    return FileFacts(hashlib.sha256(data).hexdigest(), len(data))


def sign_manifest(data: bytes, signing: SigningKey) -> bytes:
    """Return ``manifest.sig``."""
    return signing.sign(_SIGNED + data)


def verify_manifest(data: bytes, signature: bytes, public: bytes) -> None:
    """Check that the office whose enrolled key is ``public`` signed the manifest.

    Raises:
        Tampered: if not.
    """
    if len(signature) != SIGNATURE:
        raise Tampered(what="signature")
    verify(public, signature, _SIGNED + data)


def _manifest(record: Record) -> Manifest:
    return Manifest(
        office_id=record.text("office"),
        office_key=record.binary("office_key", SIGNING_PUBLIC),
        recipient=record.binary("recipient", _HASH).hex(),
        district_id=record.text("district"),
        quarter=record.text("quarter"),
        revision=record.number("revision"),
        seq=record.number("seq"),
        prev=_hash_or_none(record, "prev"),
        replaces=_hash_or_none(record, "replaces"),
        catalogue_version=record.text("catalogue"),
        legal_status=record.text("legal_status"),
        sdc=_protection(record.record("sdc")),
        created=_day(record.text("created")),
        files=_files(record.record("files")),
    )


def _check(manifest: Manifest) -> None:
    """Refuse a manifest that contradicts itself."""
    names = (manifest.office_id, manifest.district_id, manifest.catalogue_version)
    coherent = (
        all(names)
        and bool(_QUARTER.fullmatch(manifest.quarter))
        and manifest.seq >= 1
        and manifest.revision >= 1
        and (manifest.seq == 1) == (manifest.prev is None)
        and (manifest.revision == 1) == (manifest.replaces is None)
    )
    if not coherent:
        raise BadBundle(problem="manifest")


def _hash_or_none(record: Record, name: str) -> str | None:
    return record.binary(name, _HASH).hex() if record.has(name) else None


def _protection(record: Record) -> Protection:
    record.expect(("method", "version", "k"))
    return Protection(record.text("method"), record.text("version"), record.number("k"))


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise BadBundle(problem="manifest day") from error
    raise BadBundle(problem="manifest day")


def _files(record: Record) -> Mapping[str, FileFacts]:
    if set(record.names()) != set(SIGNED_FILES):
        raise BadBundle(problem="manifest files")
    return MappingProxyType({name: _facts(record.record(name)) for name in record.names()})


def _facts(record: Record) -> FileFacts:
    record.expect(("sha256", "bytes"))
    return FileFacts(record.binary("sha256", _HASH).hex(), record.number("bytes", _LARGEST_FILE))
