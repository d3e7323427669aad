"""A thin, deterministic shell around the solver for linear programmes.

One thread, a fixed seed and no presolve make the same programme give the same vertex; every
answer but “optimal” is None, so that no caller can mistake a time-out for a proof.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import highspy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Equation = tuple["Mapping[int, float]", float]
"""Coefficients by column, and the right-hand side."""

TIME_LIMIT: Final = 10.0
"""Seconds for one programme; beyond it the table is withdrawn."""

TOLERANCE: Final = 1e-6
INFINITE: Final = highspy.kHighsInf


class Programme:
    """Minimise costs over non-negative columns under equations; bounds and costs may change."""

    def __init__(self, columns: int, equations: Sequence[Equation]) -> None:
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # typed package, bare __init__
        self._columns = columns
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("solver", "simplex"),
            ("presolve", "off"),
            ("time_limit", TIME_LIMIT),
        ):
            self._solver.setOptionValue(option, value)
        self._solver.passModel(_model(columns, equations))

    def bound(self, column: int, low: float, high: float) -> None:
        """Keep the column between ``low`` and ``high``."""
        self._solver.changeColBounds(column, low, high)

    def cost(self, column: int, value: float) -> None:
        """Set what a unit of the column costs."""
        self._solver.changeColCost(column, value)

    def whole(self, columns: Iterable[int]) -> None:
        """Allow only whole numbers in these columns from now on."""
        for column in columns:
            self._solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)

    def solve(self) -> list[float] | None:
        """Return the best columns, or None if the solver proves no optimum in time."""
        # The limit counts all runs of one solver together; each programme gets its own share.
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + TIME_LIMIT)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return list(self._solver.getSolution().col_value)


def _model(columns: int, equations: Sequence[Equation]) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    sides = np.array([side for _, side in equations], dtype=np.float64)
    lp.num_col_, lp.num_row_ = columns, len(equations)
    lp.col_cost_, lp.col_lower_ = np.zeros(columns), np.zeros(columns)
    lp.col_upper_ = np.full(columns, INFINITE)
    lp.row_lower_, lp.row_upper_ = sides, sides
    lengths = [len(terms) for terms, _ in equations]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *lengths])
    lp.a_matrix_.index_ = np.array([column for terms, _ in equations for column in terms])
    lp.a_matrix_.value_ = np.array([v for terms, _ in equations for v in terms.values()])
    return lp
