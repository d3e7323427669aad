"""The manual: found by search and keyboard, true to the commands, shut to the outside."""

from __future__ import annotations

import re

import click
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from kimdesk.cli import bundle, demo, district, office, quarter
from kimdesk.ui.screens.help.view import HelpPage
from kimdesk.ui.screens.help.viewmodel import chapters, search
from kimdesk.ui.theme import apply_theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")


@pytest.fixture
def page(qtbot: QtBot, app: QApplication) -> HelpPage:  # noqa: ARG001 -- dressed first
    made = HelpPage()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def searched(page: HelpPage, text: str) -> QLineEdit:
    field: QLineEdit | None = page.findChild(QLineEdit, "help-search")
    assert field is not None
    field.setText(text)
    return field


def test_there_are_nine_chapters_with_titles_in_order() -> None:
    assert [one.name[:2] for one in chapters()] == [f"{n:02}" for n in range(1, 10)]
    assert all(one.title and one.text.startswith(f"# {one.title}\n") for one in chapters())


def test_links_lead_to_chapters_that_exist_and_nowhere_else() -> None:
    names = {one.name for one in chapters()}
    links = [target for one in chapters() for target in LINK.findall(one.text)]
    assert links
    assert set(links) <= names
    assert not any(word in one.text for one in chapters() for word in ("http", "www.", "mailto"))


def test_the_chapter_on_commands_names_all_of_them() -> None:
    text = next(one.text for one in chapters() if one.name.startswith("09"))
    groups: list[click.Command] = [
        bundle.bundle,
        demo.demo,
        district.district,
        office.office,
        quarter.quarter,
    ]
    for group in groups:
        subcommands = group.commands if isinstance(group, click.Group) else {"": group}
        for name in subcommands:
            assert f"kimdesk {group.name} {name}".strip() in text
    for told, group_name, name in re.findall(r"`(kimdesk (\w+) ?(\w*)) [A-Z]", text):
        known = next((one for one in groups if one.name == group_name), None)
        assert known is not None, told
        assert not name or (isinstance(known, click.Group) and name in known.commands), told


@pytest.mark.parametrize("term", ["lücke", "LÜCKE", "  Lücke "])
def test_search_finds_chapters_in_any_case(term: str) -> None:
    names = [one.name for one in search(term)]
    assert "04-rechtskreiswechsel.md" in names
    assert "09-befehlszeile.md" not in names
    assert search("") == chapters()
    assert search("gibtesnicht") == ()


def test_typing_narrows_the_list_marks_the_places_and_return_goes_on(page: HelpPage) -> None:
    field = searched(page, "Lücke")
    found = page.findChild(QLabel, "help-found")
    assert found is not None
    assert "Stellen" in found.text()
    page.model.open_chapter("04-rechtskreiswechsel.md")
    marks = page.reader.extraSelections()
    assert len(marks) > 3
    first = page.reader.textCursor().position()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.reader.textCursor().position() > first
    assert page.reader.textCursor().selectedText().casefold() == "lücke"
    for _ in marks:
        QTest.keyClick(field, Qt.Key.Key_F3)
    assert page.reader.textCursor().hasSelection()


def test_nothing_found_says_so_and_clearing_brings_all_back(page: HelpPage) -> None:
    searched(page, "gibtesnicht")
    found = page.findChild(QLabel, "help-found")
    listed = page.findChild(QListWidget, "help-chapters")
    assert found is not None
    assert listed is not None
    assert "Nichts gefunden" in found.text()
    assert listed.count() == 0
    searched(page, "")
    assert listed.count() == len(chapters())


def test_the_list_is_walked_by_keyboard(page: HelpPage) -> None:
    listed = page.findChild(QListWidget, "help-chapters")
    assert listed is not None
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Down)
    assert page.model.state.current.name == "02-faelle.md"
    assert page.reader.toPlainText().startswith("Fälle")


def test_links_open_chapters_and_never_leave_the_program(
    page: HelpPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page.reader.anchorClicked.emit(QUrl("05-quartal.md"))
    assert page.model.state.current.name == "05-quartal.md"
    for target in ("https://example.org/02-faelle.md", "file:///etc/passwd", "mailto:a@b.de"):
        page.reader.anchorClicked.emit(QUrl(target))
    page.reader.anchorClicked.emit(QUrl("../README.md"))
    assert page.model.state.current.name == "05-quartal.md"
    assert opened == []
    kind = QTextDocument.ResourceType.ImageResource
    assert page.reader.loadResource(kind.value, QUrl("file:///etc/passwd")) is None  # type: ignore[func-returns-value]


def test_a_link_out_of_a_search_shows_its_chapter_all_the_same(page: HelpPage) -> None:
    searched(page, "zwölf Wörter")
    page.model.open_chapter("08-tastatur.md")
    assert page.model.state.current.name == "08-tastatur.md"


def test_headings_grow_with_the_text_size(page: HelpPage, app: QApplication) -> None:
    cursor = QTextCursor(page.reader.document())
    small = cursor.charFormat().font().pixelSize()
    apply_theme(app, "dark", 1.5)
    cursor = QTextCursor(page.reader.document())
    assert cursor.charFormat().font().pixelSize() > small
