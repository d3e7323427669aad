"""The error tree, nothing else.

Three kinds of failure are told apart because the user's next step differs: something the user
can do (:class:`Refused`), something the world must give (:class:`Unavailable`), and a file that
is not intact (:class:`Damaged`) or newer than the program (:class:`TooNew`). Anything else that
is raised is our own bug. The German sentences stand in ``kimdesk.messages``; errors carry only
facts, and never a personal datum, because they may be logged.
"""

from __future__ import annotations


class KimdeskError(Exception):
    """Base of all expected failures; ``facts`` are safe to log and fill the German sentence."""

    def __init__(self, /, **facts: object) -> None:
        self.facts = facts
        detail = ", ".join(f"{key}={value}" for key, value in sorted(facts.items()))
        super().__init__(f"{type(self).__name__}({detail})")


class Refused(KimdeskError):
    """The user can do something about it."""


class Unavailable(KimdeskError):
    """The world does not give what is needed: disk, lock, folder, rights."""


class Damaged(KimdeskError):
    """A file, seal or signature is not intact."""


class TooNew(KimdeskError):
    """Made by a newer KIMdesk; facts: ``what``."""


# --- Refused -------------------------------------------------------------------------------


class WrongPassphrase(Refused):
    """Name or passphrase do not fit; which of the two is not told."""


class WeakPassphrase(Refused):
    """Too easy to guess; facts: ``advice`` (German, from the estimator)."""


class WrongRecoveryCode(Refused):
    """The recovery code has a typing error or belongs to another file."""


class NotAllowed(Refused):
    """The role may not do this; facts: ``action``."""


class AlreadyChanged(Refused):
    """Somebody saved a newer version meanwhile; facts: ``what``."""


class AlreadyThere(Refused):
    """A thing of that name or a file at that place exists already; facts: ``what``."""


class NotFound(Refused):
    """No such thing; facts: ``what``."""


class InvalidInput(Refused):
    """A field holds something that cannot be stored; facts: ``field``, ``problem``."""


class NotYet(Refused):
    """The quarter is not over; facts: ``quarter``."""


class RevisionRefused(Refused):
    """Rule R4: too few persons changed for a corrected quarter; facts: ``quarter``."""


class ExportBlocked(Refused):
    """The audit did not prove the tables safe; facts: ``tables``."""


class Cancelled(Refused):
    """The user stopped slow work; nothing was kept."""


class FingerprintMismatch(Refused):
    """The twelve words do not belong to this file."""


# --- Refused bundles (the file is well made, but not for now or not for us) ------------------


class ForeignBundle(Refused):
    """Sealed or addressed to another district."""


class UnknownOffice(Refused):
    """Signed by an office that is not enrolled here."""


class BundleGap(Refused):
    """An earlier bundle is missing; facts: ``office``, ``missing`` (sequence number)."""


class OlderRevision(Refused):
    """A newer revision of this quarter is here already; facts: ``quarter``, ``revision``."""


class ConflictingBundle(Refused):
    """Same sequence number, other content: alarm; facts: ``office``, ``seq``."""


# --- Unavailable ---------------------------------------------------------------------------


class FolderMissing(Unavailable):
    """The folder or file is not there; facts: ``path``."""


class FileLocked(Unavailable):
    """Another program holds the office; facts: ``holder`` (host and process, no person)."""


class DiskFull(Unavailable):
    """No room left."""


class ReadOnly(Unavailable):
    """The place cannot be written."""


class UnsafePlace(Unavailable):
    """Network share or cloud folder, where the file could be torn; facts: ``path``."""


# --- Damaged -------------------------------------------------------------------------------


class Truncated(Damaged):
    """The file ends too early; facts: ``what``."""


class Tampered(Damaged):
    """A checksum, seal or signature does not fit; facts: ``what``."""


class KeyFileMissing(Damaged):
    """Neither the key file nor its twin is there."""


class KeyFileDamaged(Damaged):
    """Neither the key file nor its twin is intact."""


class KeyFileOutdated(Damaged):
    """The key file is older than the data (rollback); facts: ``expected``, ``found``."""


class DatabaseDamaged(Damaged):
    """The case file cannot be read to its end."""


class BadBundle(Damaged):
    """Not a bundle, or its inside breaks the format; facts: ``problem``."""
