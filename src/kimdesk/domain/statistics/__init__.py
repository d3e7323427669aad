"""Statistics that may leave an office, and the proof that nobody can be recognised in them.

**Guarantee.** Let T be everything an office ever released (tables, periods, revisions) and F(T)
all whole-number person tables that are consistent with T and the published catalogue.

* For every cell with fewer than k persons (k = 3, for sensitive dimensions 5; an office may raise
  it) the least value over F(T) is 0 and the greatest at least k. Zero is such a cell, so “none of
  them” and “all of them” are protected too. The same holds for persons of a single household and
  for event counts that one person dominates.
* For every cell that is protected only because it hardly changed since an earlier release, with
  value a, the least value is at most a − k and the greatest at least a + k.
* No difference between two published values of a cell rests on 1 … k − 1 persons, counted as
  persons in exactly one of the two sets or with another number of events. The same holds for
  every group of neighbouring codes whose sum follows from both releases by plain subtraction,
  and such a group is never one household or one dominating person either.

The guarantee is not believed but proved for each release: an audit that sees only the published
rows, the catalogue and the private list of sensitive cells finds, for each bound, a table of
whole numbers that agrees with every published row, and checks it by addition. What is not proved
is withdrawn.

**Not covered**, and to be said plainly wherever the figures are handed on: somebody who already
knows most members of a group; conclusions from the pattern of protection itself; “nothing
changed here” (a newcomer who is certainly not in an unchanged cell); somebody who combines the
headline figures of new and closed cases with the assumption that all others kept their
attributes, above all with sex (B1), which hardly ever changes: two year-end figures may then not
lie further apart than the cases that came and went; staff who see the case file; free text, where
the guard and a second pair of eyes stand.

Modules: ``profile``/``catalogue`` (the published trees and definitions), ``periods`` (what falls
due), ``counting``, ``primary`` and ``history`` (R1–R4, R10), ``lattice`` and ``programme`` (tables
as linear programmes), ``protect`` (R6), ``derived`` (sums that follow by subtraction), ``attack``
and ``audit`` (R7), ``tables``, ``median`` and ``release`` (all together, R8), ``spans`` (R9, the
district).
"""

from kimdesk.domain.statistics.catalogue import SHIPPED, codes_used, parse_profile, shipped_profile
from kimdesk.domain.statistics.model import (
    AuditReport,
    Cell,
    Contribution,
    Observation,
    PastRelease,
    Reason,
    Release,
    explain,
)
from kimdesk.domain.statistics.periods import due_period, published_sizes
from kimdesk.domain.statistics.profile import ROOT, Dimension, Fact, FactKind, Profile, Table
from kimdesk.domain.statistics.release import build_release, cells_of
from kimdesk.domain.statistics.spans import Span, combine

__all__ = [
    "ROOT",
    "SHIPPED",
    "AuditReport",
    "Cell",
    "Contribution",
    "Dimension",
    "Fact",
    "FactKind",
    "Observation",
    "PastRelease",
    "Profile",
    "Reason",
    "Release",
    "Span",
    "Table",
    "build_release",
    "cells_of",
    "codes_used",
    "combine",
    "due_period",
    "explain",
    "parse_profile",
    "published_sizes",
    "shipped_profile",
]
