"""Pictures of every screen from the demonstration district, for people to look at.

Light and dark, 100 % and 200 %, into ``build/screenshots``; other looks by name, such as
``contrast-100 light-125``. With ``--readme`` the four pictures of the README are taken instead.
Nothing is compared: fonts differ by machine, and only a person sees whether a page is right.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from kimdesk.app import demo_surroundings
from kimdesk.demo.build import DemoPlan, build_demo
from kimdesk.domain.dates import Quarter
from kimdesk.domain.identifiers import CaseId
from kimdesk.domain.states import StateKind
from kimdesk.ui.shell.desktop import Desktop
from kimdesk.ui.theme import apply_theme
from kimdesk.ui.widgets.chips import Chip
from kimdesk.usecases import quarters
from kimdesk.usecases.cases import case_keys, case_view
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.workspaces import open_workspace

ROOT = Path(__file__).resolve().parents[1]
DEMO, OUT = ROOT / "build" / "screenshot-demo", ROOT / "build" / "screenshots"
README = ROOT / "resources" / "readme"
TODAY = date(2026, 11, 22)
QUARTER = Quarter(2025, 4)
SIZES = {100: (1400, 900), 125: (1500, 950), 150: (1700, 1100), 200: (1900, 1200)}
LOOKS = ("light-100", "light-200", "dark-100", "dark-200")
MOST_COLOURS = 128
TABLES, HISTORY = 2, 2
"""Step of the assistant, tab of the case."""


def settle(app: QApplication, milliseconds: int = 400) -> None:
    """Let workers answer and widgets lay themselves out."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    app.processEvents()


def desk_of(kind: str, entry: dict[str, object], role: str) -> Desk:
    """Unlock a workspace of the demonstration."""
    account = next(one for one in entry["accounts"] if one["role"] == role)  # type: ignore[attr-defined]
    passphrase = (DEMO / account["passphrase_file"]).read_text(encoding="utf-8").strip()
    return open_workspace(
        kind,  # type: ignore[arg-type]
        DEMO / str(entry["folder"]),
        account=account["name"],
        passphrase=passphrase,
        around=demo_surroundings(TODAY),
    )


class Camera:
    """Takes one screen in the current look."""

    def __init__(self, app: QApplication, desktop: Desktop) -> None:
        self.app = app
        self._desktop = desktop
        self._look = ""

    def dress(self, look: str) -> None:
        """Take on a look such as ``light-100`` and its window size."""
        theme, percent = look.split("-")
        self._look = look
        apply_theme(self.app, theme, int(percent) / 100)  # type: ignore[arg-type]
        self._desktop.window.resize(*SIZES[int(percent)])

    def readme(self, name: str, milliseconds: int = 700) -> None:
        """Take the whole window for the README, in few colours so that it stays small."""
        settle(self.app, milliseconds)
        path = README / f"{name}.png"
        self._desktop.window.grab().save(str(path))
        with Image.open(path) as taken:
            few = taken.convert("RGB").quantize(MOST_COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        print(path.relative_to(ROOT), path.stat().st_size // 1024, "KiB")

    def page(self, name: str, milliseconds: int = 500) -> None:
        """Take the whole window."""
        settle(self.app, milliseconds)
        self._save(self._desktop.window, name)

    def dialog(self, name: str, key: str, argument: object) -> None:
        """Open a dialog, take it, close it."""
        session = self._desktop.session
        assert session is not None  # noqa: S101 - a workspace is open
        session.go.emit(key, argument)
        settle(self.app)
        for dialog in self._desktop.window.findChildren(QDialog):
            if dialog.isVisible():
                self._save(dialog, name)
                dialog.close()
        settle(self.app, 100)

    def _save(self, widget: QWidget, name: str) -> None:
        path = OUT / f"{name}-{self._look}.png"
        widget.grab().save(str(path))
        print(path.relative_to(ROOT))


def busiest_case(desk: Desk) -> CaseId:
    """Return the case that shows most."""

    def weight(case: CaseId) -> int:
        view = case_view(desk, case)
        shown = 30 * len(view.transitions) + len(view.states) + 2 * len(view.members)
        return shown + 20 * len(view.findings)

    return max([key.case for key in case_keys(desk) if key.is_open][:60], key=weight)


def office_pictures(camera: Camera, desktop: Desktop, desk: Desk) -> None:
    """Go through the office's screens."""
    camera.page("heute")
    case = busiest_case(desk)
    go: Callable[[str, object], None] = desktop.session.go.emit  # type: ignore[union-attr]
    go("cases", None)
    camera.page("faelle")
    go("case", case)
    camera.page("fall")
    page: Any = desktop.window.page("cases")
    for number, tab in enumerate(("personen", "rechtskreise", "kontakte", "hinweise"), 1):
        page.detail.tabs.setCurrentIndex(number)
        camera.page(f"fall-{tab}", 300)
    page.detail.tabs.setCurrentIndex(0)
    dialog_pictures(camera, desk, case)
    for key, name in (("findings", "hinweise"), ("settings", "einstellungen"), ("help", "hilfe")):
        go(key, None)
        camera.page(name)
    go("quarters", None)
    camera.page("quartal")


def dialog_pictures(camera: Camera, desk: Desk, case: CaseId) -> None:
    """Open every dialog once."""
    view = case_view(desk, case)
    client = view.case.client
    shown: list[tuple[str, str, object]] = [
        ("kontakt", "contact.new", case),
        ("kurzberatung", "contact.new", None),
        ("person", "person.new", None),
        ("haushaltsmitglied", "person.new", client),
        ("person-aendern", "person.edit", client),
        ("fall-neu", "case.new", client),
        ("fall-aendern", "case.edit", case),
        ("fall-abschliessen", "case.close", case),
        ("hinweis", "finding.new", view.contacts[0] if view.contacts else None),
        ("frist", "follow_up.new", case),
        ("wechsel", "transition.new", (case, client)),
        ("leistung-neu", "state.new", (client, StateKind.RECHTSKREIS)),
    ]
    shown += [("kontakt-aendern", "contact.edit", one) for one in view.contacts[:1]]
    shown += [("leistung", "state.edit", one) for one in view.states[-1:]]
    shown += [("wechsel-weiter", "transition.edit", one) for one in view.transitions[:1]]
    shown += [("hinweis-aendern", "finding.edit", one.id) for one in view.findings[:1]]
    for name, key, argument in shown:
        camera.dialog(name, key, argument)


def quarter_pictures(camera: Camera, desktop: Desktop, desk: Desk) -> None:
    """Go through the assistant on a quarter that the demonstration has exported."""
    page = assistant_page(desktop, desk)
    for step in range(5):
        page.assistant.model.go_to(step)
        camera.page(f"quartal-schritt-{step + 1}", 1500 if step == TABLES else 400)
    quarters.discard_run(desk, QUARTER)


def assistant_page(desktop: Desktop, desk: Desk) -> Any:
    """Begin to close the quarter that has tables."""
    quarters.freeze(desk, QUARTER, posts=150)
    desktop.session.go.emit("quarters", QUARTER)  # type: ignore[union-attr]
    return desktop.window.page("quarters")


def all_pictures(camera: Camera, desktop: Desktop, described: Any) -> None:
    """Take every screen in the look in force."""
    office, district = described["offices"][0], described["district"]
    desktop.start(((DEMO / office["folder"], office["accounts"][0]["name"]),))
    camera.page("entsperren", 200)
    desktop.show_welcome()
    camera.page("anlegen", 200)
    desk = desk_of("office", office, "lead")
    desktop.open(desk)
    office_pictures(camera, desktop, desk)
    quarter_pictures(camera, desktop, desk)
    desktop.lock()
    desktop.open(desk_of("district", district, "coordinator"))
    for key in ("offices", "district"):
        desktop.session.go.emit(key, None)  # type: ignore[union-attr]
        camera.page(f"kreis-{key}", 900)
    desktop.lock()


def readme_pictures(camera: Camera, desktop: Desktop, described: Any) -> None:
    """Take the four pictures of the README."""
    desktop.window.show()
    desk = desk_of("office", described["offices"][0], "lead")
    camera.dress("light-100")
    desktop.open(desk)
    camera.readme("today-light")
    desktop.session.go.emit("case", case_with_gap(desk))  # type: ignore[union-attr]
    cases: Any = desktop.window.page("cases")
    cases.detail.tabs.setCurrentIndex(HISTORY)
    camera.readme("case-light")
    page = assistant_page(desktop, desk)
    page.assistant.model.go_to(TABLES)
    camera.readme("quarter-light", 2000)
    quarters.discard_run(desk, QUARTER)
    desktop.lock()
    camera.dress("dark-100")
    desktop.open(desk_of("district", described["district"], "coordinator"))
    desktop.session.go.emit("district", None)  # type: ignore[union-attr]
    district: Any = desktop.window.page("district")
    district.model.choose(QUARTER)
    settle(camera.app, 1200)
    scroll_to_spans(district)
    desktop.window.rail.button("district").setFocus()
    camera.readme("district-dark")
    desktop.lock()


def case_with_gap(desk: Desk) -> CaseId:
    """Return the open case in whose history the gaps between two benefits show best."""

    def weight(case: CaseId) -> float:
        view = case_view(desk, case)
        lost = sum(change.gap_days or 0 for change in view.transitions)
        first = min((state.days.start for state in view.states), default=desk.today)
        return lost / ((desk.today - first).days + 1)

    return max((key.case for key in case_keys(desk) if key.is_open), key=weight)


def scroll_to_spans(page: QWidget) -> None:
    """Bring the first table whose figures are spans into sight."""
    area = page.findChild(QScrollArea, "page-scroll")
    chip = next((one for one in page.findChildren(Chip) if "Spanne" in one.text), None)
    content = area.widget() if area is not None else None
    if area is not None and content is not None and chip is not None:
        above = chip.mapTo(content, QPoint(0, 0)).y()
        area.verticalScrollBar().setValue(above - 40)


def prepare_screen() -> None:
    """Ask for an invisible screen large enough: Qt's own is 800 × 800, which cuts dialogs."""
    OUT.mkdir(parents=True, exist_ok=True)
    screen = {"name": "desk", "x": 0, "y": 0, "width": 1920, "height": 1200}
    described = OUT / "screen.json"
    described.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={described}")


def main() -> int:
    """Build the demonstration if need be and take the pictures asked for."""
    prepare_screen()
    if not (DEMO / "demo.json").exists():
        build_demo(DemoPlan(folder=DEMO, today=TODAY), lambda _share, text: print(text))
    described = json.loads((DEMO / "demo.json").read_text(encoding="utf-8"))
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(OUT / "profile")
    )
    app = QApplication(sys.argv[:1])
    desktop = Desktop(app, demo_surroundings(TODAY))
    camera = Camera(app, desktop)
    wanted = sys.argv[1:]
    if wanted == ["--readme"]:
        readme_pictures(camera, desktop, described)
    else:
        for look in wanted or LOOKS:
            camera.dress(look)
            all_pictures(camera, desktop, described)
    desktop.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
