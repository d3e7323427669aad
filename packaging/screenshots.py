"""Pictures of every screen from the demonstration district, for people to look at.

Light and dark, 100 % and 200 %, into ``build/screenshots``. Nothing is compared: fonts differ by
machine, and only a person sees whether a page is right.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kimdesk.app import demo_surroundings
from kimdesk.demo.build import DemoPlan, build_demo
from kimdesk.domain.dates import Quarter
from kimdesk.ui.shell.desktop import Desktop
from kimdesk.ui.theme import apply_theme
from kimdesk.usecases import quarters
from kimdesk.usecases.cases import case_keys, case_view
from kimdesk.usecases.desk import Desk
from kimdesk.usecases.workspaces import open_workspace

ROOT = Path(__file__).resolve().parents[1]
DEMO, OUT = ROOT / "build" / "screenshot-demo", ROOT / "build" / "screenshots"
TODAY = date(2026, 11, 22)
SIZES = {1.0: (1400, 900), 2.0: (1900, 1200)}
LOOKS = [(theme, scale) for theme in ("light", "dark") for scale in SIZES]


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
        self._app = app
        self._desktop = desktop
        self.look = ""

    def page(self, name: str, milliseconds: int = 500) -> None:
        """Take the whole window."""
        settle(self._app, milliseconds)
        self._save(self._desktop.window, name)

    def dialog(self, name: str, key: str, argument: object) -> None:
        """Open a dialog, take it, close it."""
        session = self._desktop.session
        assert session is not None  # noqa: S101 - a workspace is open
        session.go.emit(key, argument)
        settle(self._app)
        for dialog in self._desktop.window.findChildren(QDialog):
            if dialog.isVisible():
                self._save(dialog, name)
                dialog.close()
        settle(self._app, 100)

    def _save(self, widget: QWidget, name: str) -> None:
        path = OUT / f"{name}-{self.look}.png"
        widget.grab().save(str(path))
        print(path.relative_to(ROOT))


def busiest_case(desk: Desk) -> object:
    """Return the case that shows most."""

    def weight(key: object) -> int:
        view = case_view(desk, key.case)  # type: ignore[attr-defined]
        return 30 * len(view.transitions) + len(view.states) + 2 * len(view.members)

    keys = [key for key in case_keys(desk) if key.is_open]
    return max(keys[:60], key=weight).case


def office_pictures(camera: Camera, desktop: Desktop, desk: Desk) -> None:
    """Go through the office's screens."""
    camera.page("heute")
    case = busiest_case(desk)
    go: Callable[[str, object], None] = desktop.session.go.emit  # type: ignore[union-attr]
    go("cases", None)
    camera.page("faelle")
    go("case", case)
    camera.page("fall")
    page = desktop.window.page("cases")
    tabs = page.detail.tabs  # type: ignore[union-attr]
    for number, tab in enumerate(("personen", "rechtskreise", "kontakte", "hinweise"), 1):
        tabs.setCurrentIndex(number)
        camera.page(f"fall-{tab}", 300)
    tabs.setCurrentIndex(0)
    view = case_view(desk, case)  # type: ignore[arg-type]
    camera.dialog("kontakt", "contact.new", case)
    camera.dialog("kurzberatung", "contact.new", None)
    camera.dialog("person", "person.new", None)
    camera.dialog("hinweis", "finding.new", view.contacts[0] if view.contacts else None)
    camera.dialog("frist", "follow_up.new", case)
    camera.dialog("wechsel", "transition.new", (case, view.case.client))
    if view.states:
        camera.dialog("leistung", "state.edit", view.states[-1])
    for key, name in (("findings", "hinweise"), ("settings", "einstellungen"), ("help", "hilfe")):
        go(key, None)
        camera.page(name)
    go("quarters", None)
    camera.page("quartal")


def quarter_pictures(camera: Camera, desktop: Desktop, desk: Desk) -> None:
    """Go through the assistant on a quarter that the demonstration has exported."""
    quarter = Quarter(2025, 4)
    quarters.freeze(desk, quarter, posts=150)
    desktop.session.go.emit("quarters", quarter)  # type: ignore[union-attr]
    page = desktop.window.page("quarters")
    for step in range(5):
        page.assistant.model.go_to(step)  # type: ignore[union-attr]
        camera.page(f"quartal-schritt-{step + 1}", 1500 if step == 2 else 400)  # noqa: PLR2004
    quarters.discard_run(desk, quarter)


def main() -> int:
    """Build the demonstration if need be and take all pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    if not (DEMO / "demo.json").exists():
        build_demo(DemoPlan(folder=DEMO, today=TODAY), lambda _share, text: print(text))
    described = json.loads((DEMO / "demo.json").read_text(encoding="utf-8"))
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(OUT / "profile")
    )
    app = QApplication(sys.argv[:1])
    desktop = Desktop(app, demo_surroundings(TODAY))
    camera = Camera(app, desktop)
    for theme, scale in LOOKS:
        apply_theme(app, theme, scale)  # type: ignore[arg-type]
        camera.look = f"{theme}-{int(scale * 100)}"
        desktop.window.resize(*SIZES[scale])
        first = described["offices"][0]
        desktop.start(((DEMO / first["folder"], "Leitung"),))
        camera.page("entsperren", 200)
        desktop.show_welcome()
        camera.page("anlegen", 200)
        desk = desk_of("office", first, "lead")
        desktop.open(desk)
        office_pictures(camera, desktop, desk)
        quarter_pictures(camera, desktop, desk)
        desktop.lock()
        desktop.open(desk_of("district", described["district"], "coordinator"))
        for key in ("offices", "district"):
            desktop.session.go.emit(key, None)  # type: ignore[union-attr]
            camera.page(f"kreis-{key}", 900)
        desktop.lock()
    desktop.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
