"""What a passphrase must be, and how it is stretched into a key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from zxcvbn import zxcvbn

from kimdesk.errors import InvalidInput, Unavailable, WeakPassphrase
from kimdesk.vault.words import german_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kimdesk.domain.entropy import Entropy

_LEAST_MEMORY_KIB = 64 * 1024
_MOST_MEMORY_KIB = 4 * 1024 * 1024
_MOST_PASSES = 10
_MOST_LANES = 16
_STRETCHED = 32

_SUGGESTED_WORDS = 5
_SHORTEST: Final = 12
# At 470 guesses a second and graphics card: seven years on one card, three days on a thousand.
_FEWEST_GUESSES = 10**11
# The estimator cannot take more; what follows only makes a passphrase better.
_LONGEST_ESTIMATED = 72
_SEPARATORS = re.compile(r"[\s\-_.,;:+/]+")
# Its dictionaries are English; these are what German lists of leaked passwords begin with.
_OFTEN_USED = re.findall(
    "[a-z]+",
    """
    passwort kennwort geheim hallo willkommen schatz sommer winter herbst start test admin
    anmelden computer deutschland berlin familie liebe integration kim kimdesk landkreis kreis
    fallakte montag dienstag januar februar maerz april juni juli august september oktober
    november dezember schalke bayern dortmund
    """,
)

_TOO_SHORT = (
    f"Die Passphrase braucht mindestens {_SHORTEST} Zeichen. "
    "Nehmen Sie am besten fünf Wörter aus dem Vorschlag."
)
_TOO_KNOWN = (
    "Die Passphrase ist zu leicht zu erraten. Namen, Jahreszahlen, Tastenfolgen und "
    "Wiederholungen helfen wenig; fünf zufällige Wörter sind sicher und gut zu merken."
)


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess costs: Argon2id's memory in KiB, its passes over it and its lanes."""

    STANDARD: ClassVar[KdfCost]

    memory_kib: int
    passes: int
    lanes: int

    def allowed(self, *, allow_cheap: bool) -> bool:
        """Tell whether the cost is within the limits; checked before anything is computed.

        The lower limit stops a planted file from making guesses cheap, the upper one from
        filling the memory. ``allow_cheap`` drops the lower limit, for demonstrations and tests.
        """
        least = 8 * self.lanes if allow_cheap else _LEAST_MEMORY_KIB
        return (
            1 <= self.lanes <= _MOST_LANES
            and 1 <= self.passes <= _MOST_PASSES
            and least <= self.memory_kib <= _MOST_MEMORY_KIB
        )


KdfCost.STANDARD = KdfCost(memory_kib=256 * 1024, passes=3, lanes=4)


def stretch(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Return 32 bytes that cost ``cost`` to compute; the caller has checked its limits.

    Keyboards differ in how they compose letters, so the passphrase is normalised (NFKC) first.

    Raises:
        Unavailable: if the computer has not enough memory.
    """
    text = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return Argon2id(
            salt=salt,
            length=_STRETCHED,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        ).derive(text)
    except MemoryError as error:
        raise Unavailable(what="memory", needed_kib=cost.memory_kib) from error


def check_cost(cost: KdfCost, *, allow_cheap: bool) -> None:
    """Refuse a cost outside the limits before a key file is made with it.

    Raises:
        InvalidInput: if it is too cheap or too dear.
    """
    if not cost.allowed(allow_cheap=allow_cheap):
        raise InvalidInput(field="kdf", problem="limits")


def check_strength(passphrase: str, hints: Sequence[str]) -> None:
    """Refuse what somebody with the file could guess; ``hints`` are names an attacker knows.

    Raises:
        WeakPassphrase: with ``advice``, a German sentence that does not repeat the passphrase.
    """
    normal = unicodedata.normalize("NFKC", passphrase)
    if len(normal) < _SHORTEST:
        raise WeakPassphrase(advice=_TOO_SHORT)
    known = [*_parts(hints), *_OFTEN_USED, *german_words()]
    # With and without separators: the estimator takes a hyphen for a secret of its own.
    if min(_guesses(text, known) for text in (normal, _SEPARATORS.sub("", normal))) < (
        _FEWEST_GUESSES
    ):
        raise WeakPassphrase(advice=_TOO_KNOWN)


def _parts(hints: Sequence[str]) -> Iterable[str]:
    for hint in hints:
        yield hint
        yield from _SEPARATORS.split(hint)


def _guesses(text: str, known: list[str]) -> float:
    if not text:
        return 0.0
    return float(zxcvbn(text[:_LONGEST_ESTIMATED], user_inputs=known)["guesses"])


def suggest_passphrase(entropy: Entropy) -> str:
    """Return five random words (55 bits), joined by hyphens."""
    words = german_words()
    return "-".join(words[entropy.below(len(words))] for _ in range(_SUGGESTED_WORDS))
