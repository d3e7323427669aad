"""What happens on which day in an office, in the order in which it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Generic, TypeVar

S = TypeVar("S")


class Diary(Generic[S]):
    """Days with what is to be done; ``S`` is what the deeds work on."""

    def __init__(self) -> None:
        self._deeds: list[tuple[date, int, Callable[[S], object]]] = []

    def add(self, day: date, deed: Callable[[S], object]) -> None:
        """Note a deed for a day; on the same day the order of noting counts."""
        self._deeds.append((day, len(self._deeds), deed))

    def __len__(self) -> int:
        return len(self._deeds)

    def __iter__(self) -> Iterator[tuple[date, Callable[[S], object]]]:
        return ((day, deed) for day, _, deed in sorted(self._deeds, key=lambda one: one[:2]))
