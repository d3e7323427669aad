"""What a successful login holds in memory: the secrets of one workspace, never shown as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kimdesk.vault.derivation import derive_key, unwrap, wrap
from kimdesk.vault.keyfile_format import Binding, WorkspaceKind
from kimdesk.vault.slots import KeyPairs

if TYPE_CHECKING:
    from kimdesk.domain.entropy import Entropy
    from kimdesk.vault.copies import TwinState
    from kimdesk.vault.sealing import SealingKey
    from kimdesk.vault.signing import SigningKey


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Keyring:
    """The opened secrets of one workspace, and as whom they were opened.

    ``twin`` tells whether the key file's other copy agrees; ``generation`` is to be compared
    with the one in the database, because an old key file may have been put back.
    """

    workspace_id: str
    kind: WorkspaceKind
    account_id: str
    epoch: int
    generation: int
    twin: TwinState
    personal_signing: SigningKey
    workspace_signing: SigningKey
    workspace_sealing: SealingKey
    root: bytes

    def database_key(self) -> bytes:
        """Return the 32 bytes that open the case file."""
        return derive_key(self.root, "db")

    @property
    def binding(self) -> Binding:
        """Which workspace and epoch the secrets belong to."""
        return Binding(self.workspace_id, self.kind, self.epoch)

    def __repr__(self) -> str:
        return f"Keyring({self.workspace_id}, epoch {self.epoch}, generation {self.generation})"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class RecoverySheet:
    """What is printed once: the code to be typed, and the data behind it as a QR code.

    Together they open the case file even when both key files are lost. ``qr`` is binary, below
    1.5 kB, and useless without the code.
    """

    code: str
    qr: bytes
    workspace_id: str
    epoch: int

    def __repr__(self) -> str:
        return f"RecoverySheet({self.workspace_id}, epoch {self.epoch})"


def wrap_workspace_pairs(root: bytes, binding: Binding, pairs: KeyPairs, entropy: Entropy) -> bytes:
    """Encrypt the workspace's own key pairs under the root key."""
    return wrap(_wrap_key(root), pairs.to_bytes(), _context(binding), entropy)


def unwrap_workspace_pairs(root: bytes, binding: Binding, wrapped: bytes) -> KeyPairs:
    """Undo :func:`wrap_workspace_pairs`.

    Raises:
        Tampered: if the pairs belong to another root key, workspace or epoch.
    """
    return KeyPairs.from_bytes(unwrap(_wrap_key(root), wrapped, _context(binding)))


def _wrap_key(root: bytes) -> bytes:
    return derive_key(root, "workspace-pairs")


def _context(binding: Binding) -> bytes:
    return "\0".join((binding.workspace_id, binding.kind, str(binding.epoch))).encode()
