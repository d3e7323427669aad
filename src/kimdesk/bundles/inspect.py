"""What anybody may know about a bundle without a key: little, and nothing about the sender."""

from __future__ import annotations

from dataclasses import dataclass

from kimdesk.bundles.envelope import read_envelope


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """Format version, first 16 digits of the recipient key's hash, sizes in bytes."""

    version: int
    recipient: str
    size: int
    payload_size: int


def inspect_bundle(data: bytes) -> BundleFacts:
    """Return the facts of a ``.kimb`` or ``.kimq`` file.

    Raises:
        BadBundle: if it is not a bundle.
        Truncated: if it ends too early.
        Tampered: if its header is malformed.
        TooNew: if it is of a later format.
    """
    envelope = read_envelope(data)
    return BundleFacts(envelope.version, envelope.to, len(data), envelope.plain)
