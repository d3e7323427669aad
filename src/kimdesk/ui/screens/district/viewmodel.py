"""Which quarter the district reads, and the filter over its findings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from kimdesk.domain.access import Action, may
from kimdesk.domain.dates import Quarter
from kimdesk.ui.screens.district.rows import Found, Reading, reading
from kimdesk.ui.session import Session
from kimdesk.ui.tasks import Task
from kimdesk.usecases import districts


@dataclass(frozen=True, slots=True)
class Filter:
    """Codes that a finding must have; empty ones let everything through."""

    field: str = ""
    kind: str = ""
    office: str = ""

    def lets(self, finding: Found) -> bool:
        """Tell whether a finding is shown."""
        pairs = (
            (self.field, finding.field),
            (self.kind, finding.kind),
            (self.office, finding.office),
        )
        return all(not wanted or wanted == has for wanted, has in pairs)


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows; ``reading`` is None while it is computed."""

    allowed: bool
    has_offices: bool = False
    quarters: tuple[Quarter, ...] = ()
    quarter: Quarter | None = None
    reading: Reading | None = None
    filter: Filter = Filter()

    @property
    def findings(self) -> tuple[Found, ...]:
        """The findings that the filter lets through, in the order of fields."""
        known = self.reading.findings if self.reading else ()
        return tuple(one for one in known if self.filter.lets(one))


class DistrictModel(QObject):
    """State and intentions of the page; ``computation`` carries the running task."""

    changed = Signal()
    computation = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = State(may(session.desk.user, Action.RUN_DISTRICT))
        session.touched.connect(self._touched)

    def _touched(self, feature: str) -> None:
        if feature in {"offices", "bundles"}:
            self.reload()

    def reload(self) -> None:
        """Look which quarters are here, and compute the chosen one anew."""
        if not self.state.allowed:
            return
        desk = self._session.desk
        quarters = districts.quarters_here(desk)
        before = self.state.quarter
        self.state = replace(
            self.state,
            has_offices=bool(districts.list_offices(desk)),
            quarters=quarters,
            quarter=before if before in quarters else next(iter(quarters), None),
        )
        self._compute()

    def choose(self, quarter: Quarter) -> None:
        """Read another quarter."""
        if quarter != self.state.quarter:
            self.state = replace(self.state, quarter=quarter, reading=None, filter=Filter())
            self._compute()

    def step(self, by: int) -> None:
        """Go to an older (1) or newer (-1) quarter, if there is one."""
        quarters, quarter = self.state.quarters, self.state.quarter
        if quarter is not None and 0 <= quarters.index(quarter) + by < len(quarters):
            self.choose(quarters[quarters.index(quarter) + by])

    def _compute(self) -> None:
        self.changed.emit()
        desk, quarter = self._session.desk, self.state.quarter
        if quarter is None:
            return

        def work(task: Task) -> tuple[Quarter, Reading]:
            task.check()
            view = districts.district_view(desk, quarter)
            return quarter, reading(desk.around.profile, desk.catalogues, view)

        self.computation.emit(self._session.run(work, done=self._computed))

    def _computed(self, result: tuple[Quarter, Reading]) -> None:
        quarter, found = result
        # An answer for a quarter that is no longer the chosen one comes too late.
        if quarter == self.state.quarter:
            self.state = replace(self.state, reading=found)
            self.changed.emit()

    def filter_by(self, *, field: str, kind: str, office: str) -> None:
        """Show only findings with these codes."""
        self.state = replace(self.state, filter=Filter(field, kind, office))
        self.changed.emit()

    def go_to_offices(self) -> None:
        """Open the page on which offices are enrolled and bundles imported."""
        self._session.go.emit("offices", None)
