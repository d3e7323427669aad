"""Somebody who has every bundle of an office, and nothing else.

Written only against the rows of ``statistik.csv`` and ``codes.csv``: it knows neither the program
nor its linear programmes. The variables are joint cells over all dimensions of a fact at once, so
that whatever the tables say together is in the equations; values are whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import highspy

FIELDS = ("tabelle", "fakt", "zeitraum", "dim1", "code1", "dim2", "code2", "dim3", "code3", "wert")

CodeRow = tuple[str, str, str, str, str]
"""dimension, code, bezeichnung, oberkode, katalogversion"""

Place = tuple[str, ...]
"""fakt, zeitraum and the sorted ``dim=code`` of everything that is no total."""

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the attacker knows of a protected cell."""

    least: int
    greatest: int


class Attacker:
    """Reads the rows of one release and computes the bounds of what it hides."""

    def __init__(self, rows: list[Row], codes: list[CodeRow]) -> None:
        self._parents = {(dimension, code): above for dimension, code, _, above, _ in codes}
        self._rows = [row for row in rows if row["dim1"]]
        self.values: dict[Place, str] = {}
        for row in self._rows:
            place = self.place(row)
            if self.values.setdefault(place, row["wert"]) != row["wert"]:
                raise AssertionError(f"the same cell twice, with two values: {place}")

    def place(self, row: Row) -> Place:
        """Return what makes the row the same cell as a row of another table."""
        pairs = [
            f"{dimension}={code}"
            for dimension, code in _pairs(row)
            if self._parents[dimension, code]
        ]
        return (row["fakt"], row["zeitraum"], *sorted(pairs))

    def hidden(self) -> dict[Place, Known]:
        """Return the bounds of every protected cell."""
        found: dict[Place, Known] = {}
        for group in sorted({place[:2] for place in self.values}):
            found |= self._attack(group)
        return found

    def _attack(self, group: tuple[str, ...]) -> dict[Place, Known]:
        places = sorted(place for place in self.values if place[:2] == group)
        cells = self._joint_cells(group)
        members = {
            place: [at for at, up in enumerate(cells) if set(place[2:]) <= up] for place in places
        }
        hidden = [place for place in places if self.values[place] == "."]
        if not hidden:
            return {}
        solver = _solver(len(cells))
        for place in places:
            if self.values[place] != ".":
                value = float(self.values[place])
                ones = [1.0] * len(members[place])
                solver.addRow(value, value, len(ones), members[place], ones)
        return {place: _bounds(solver, members[place]) for place in hidden}

    def _joint_cells(self, group: tuple[str, ...]) -> list[set[str]]:
        """Return each combination of leaves over all dimensions, with all codes above it."""
        shown: dict[str, set[str]] = {}
        for row in self._rows:
            if (row["fakt"], row["zeitraum"]) == group:
                for dimension, code in _pairs(row):
                    shown.setdefault(dimension, set()).add(code)
        above = {
            dimension: {self._parents[dimension, code] for code in codes}
            for dimension, codes in shown.items()
        }
        leaves = [
            [(dimension, code) for code in sorted(codes - above[dimension])]
            for dimension, codes in sorted(shown.items())
        ]
        return [
            {step for dimension, code in combination for step in self._upwards(dimension, code)}
            for combination in product(*leaves)
        ]

    def _upwards(self, dimension: str, code: str) -> list[str]:
        steps = []
        while self._parents[dimension, code]:
            steps.append(f"{dimension}={code}")
            code = self._parents[dimension, code]
        return steps


def _pairs(row: Row) -> list[tuple[str, str]]:
    return [(row[f"dim{at}"], row[f"code{at}"]) for at in (1, 2, 3) if row[f"dim{at}"]]


def _solver(columns: int) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # typed package, bare __init__
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.addVars(columns, [0.0] * columns, [highspy.kHighsInf] * columns)
    for column in range(columns):
        solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    return solver


def _bounds(solver: highspy.Highs, members: list[int]) -> Known:
    """Return the least and the greatest whole sum of the members; the total bounds it above."""
    found = []
    for sign in (1.0, -1.0):
        for column in members:
            solver.changeColCost(column, sign)
        if not _solved(solver, relaxed=True):
            _solved(solver, relaxed=False)
        found.append(round(sign * solver.getInfo().objective_function_value))
    for column in members:
        solver.changeColCost(column, 0.0)
    return Known(*found)


def _solved(solver: highspy.Highs, *, relaxed: bool) -> bool:
    """Solve, at first with broken numbers, which is faster; tell whether all are whole."""
    solver.setOptionValue("solve_relaxation", relaxed)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise AssertionError("the published rows contradict each other")
    return all(abs(value - round(value)) < 1e-6 for value in solver.getSolution().col_value)
