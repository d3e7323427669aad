"""Drawing by chance from a seed; every subject has a stream of its own.

Own streams keep a change in one subject from reshuffling all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from kimdesk.demo.days import working_day
from kimdesk.domain.entropy import SeededEntropy

T = TypeVar("T")
# Weights have one or two decimals; whole numbers draw the same on every machine.
_SCALE = 100


class Chance:
    """A seeded stream of decisions."""

    def __init__(self, *labels: object) -> None:
        self._entropy = SeededEntropy("|".join(str(label) for label in labels))

    def between(self, least: int, most: int) -> int:
        """Return a whole number, both ends included."""
        return least + self._entropy.below(most - least + 1)

    def percent(self, share: float) -> bool:
        """Return true in ``share`` of a hundred cases."""
        return self._entropy.below(100 * _SCALE) < share * _SCALE

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[self._entropy.below(len(choices))]

    def weighted(self, weights: Mapping[str, float]) -> str:
        """Return one of the keys, by its weight."""
        left = self._entropy.below(sum(round(weight * _SCALE) for weight in weights.values()))
        for key, weight in weights.items():
            left -= round(weight * _SCALE)
            if left < 0:
                return key
        raise ValueError(weights)

    def sample(self, choices: Sequence[T], count: int) -> list[T]:
        """Return some of the choices, each at most once."""
        left = list(choices)
        return [left.pop(self._entropy.below(len(left))) for _ in range(min(count, len(left)))]

    def day(self, first: date, last: date) -> date:
        """Return a day, both ends included."""
        return first + timedelta(days=self.between(0, max(0, (last - first).days)))

    def later(self, day: date, least: int, most: int) -> date:
        """Return a working day some days after ``day``."""
        return working_day(day + timedelta(days=self.between(least, most)))
