"""Pills chosen with one or two keys: the fastest way to enter what recurs all day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from kimdesk.ui.icons import paint_icon
from kimdesk.ui.theme import font, px, tokens
from kimdesk.ui.widgets.chips import ChipButton
from kimdesk.ui.widgets.flow import FlowLayout
from kimdesk.ui.widgets.labels import announce, name_it

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"})
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_SURE = 2
"""Letters after which the only fitting word is taken without typing it to its end."""


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """A pill: ``cap`` is the key printed on it, ``words`` what else may be typed for it."""

    code: str
    label: str
    cap: str
    words: tuple[str, ...] = ()
    meaning: str = ""


def letters_for(labels: Sequence[str]) -> tuple[str, ...]:
    """Return a letter for each label: its first one where free, otherwise another of its own."""
    spelled = [
        [char for char in folded(label) if char.isascii() and char.isalpha()] for label in labels
    ]
    given: dict[int, str] = {}
    for number, letters in enumerate(spelled):
        if letters and letters[0] not in given.values():
            given[number] = letters[0]
    for number, letters in enumerate(spelled):
        free = (char for char in letters if char not in given.values())
        given.setdefault(number, next(free, ""))
    return tuple(given[number].upper() for number in range(len(labels)))


def folded(text: str) -> str:
    """Return a text in small plain letters, as it is compared with typed keys."""
    return text.lower().translate(_FOLD)


def match(choices: Iterable[KeyChoice], typed: str) -> tuple[str, tuple[KeyChoice, ...]]:
    """Return the code that the typed keys mean, if they do, and all that still fit."""
    fitting = []
    for choice in choices:
        names = [name for name in (folded(choice.cap), *map(folded, choice.words)) if name]
        if typed in names:
            return choice.code, (choice,)
        if any(name.startswith(typed) for name in names):
            fitting.append(choice)
    sure = len(fitting) == 1 and len(typed) >= _SURE
    return (fitting[0].code if sure else ""), tuple(fitting)


class KeyChip(ChipButton):
    """A pill with its key printed in front."""

    def __init__(self, choice: KeyChoice) -> None:
        super().__init__(choice.label)
        self._cap = choice.cap
        spoken = f"{choice.meaning or choice.label}, Taste {choice.cap}"
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)

    def _cap_width(self) -> int:
        return QFontMetrics(font("small_strong")).horizontalAdvance(self._cap) + px(10)

    def sizeHint(self) -> QSize:
        """Return what key and words need."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._cap_width() - px(4), hint.height())

    def _paint_text(self, painter: QPainter, colour: str) -> None:
        metrics = QFontMetrics(font("small_strong"))
        height = metrics.height() + px(2)
        area = QRectF(self.rect())
        cap = QRectF(px(8), area.center().y() - height / 2, self._cap_width(), height)
        painter.setPen(QPen(QColor(tokens().strong), 1))
        painter.setBrush(QColor(tokens().surface))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        painter.setFont(font("small_strong"))
        painter.setPen(QColor(tokens().muted))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._cap)
        rest = QRectF(cap.right() + px(5), 0, area.width() - cap.right() - px(15), area.height())
        if self.isChecked():
            side = px(14)
            tick = QRectF(rest.left(), area.center().y() - side / 2, side, side)
            paint_icon(painter, "check", colour, tick)
            rest.setLeft(tick.right() + px(2))
        painter.setFont(font("small_strong") if self.isChecked() else font("small"))
        painter.setPen(QColor(colour))
        painter.drawText(rest, Qt.AlignmentFlag.AlignCenter, self.text())


class KeyChips(QWidget):
    """Pills of which one (or any number) is on; a single stop for Tab.

    Arrow keys walk, Space and Return switch, letters and digits choose at once. ``changed``
    carries the codes; ``passed_on`` a key that fits none of these pills, so that a neighbouring
    row may take it.
    """

    changed = Signal(tuple)
    passed_on = Signal(str)
    pending = Signal(str)

    def __init__(self, label: str, choices: Sequence[KeyChoice], *, multiple: bool = False) -> None:
        super().__init__()
        name_it(self, "field-key-chips", label)
        self._choices = tuple(choices)
        self._multiple = multiple
        self._typed = ""
        self._flow = FlowLayout(self)
        self._chips = {choice.code: self._add(choice) for choice in choices}
        self._set_stop(next(iter(self._chips), ""))

    def _add(self, choice: KeyChoice) -> KeyChip:
        chip = KeyChip(choice)
        chip.setObjectName(f"key-{choice.code}")
        chip.installEventFilter(self)
        chip.clicked.connect(lambda: self._clicked(choice.code))
        self._flow.addWidget(chip)
        return chip

    def codes(self) -> tuple[str, ...]:
        """Return what is on, in the order of the pills."""
        return tuple(code for code, chip in self._chips.items() if chip.isChecked())

    def set_codes(self, codes: Iterable[str]) -> None:
        """Switch on exactly these without sending ``changed``."""
        wanted = set(codes)
        for code, chip in self._chips.items():
            chip.setChecked(code in wanted)
        on = self.codes()
        if on and not self._multiple:
            self._set_stop(on[0])

    def set_code(self, code: str) -> None:
        """Switch on one without sending ``changed``."""
        self.set_codes([code])

    def take(self, key: str) -> bool:
        """Choose by a typed key; false if it fits none of these pills."""
        for typed in (self._typed + folded(key), folded(key)):
            code, fitting = match(self._choices, typed)
            if code:
                self._set_typed("")
                self._toggle(code)
                return True
            if fitting:
                self._set_typed(typed)
                names = " oder ".join(choice.label for choice in fitting)
                self.pending.emit(f"„{typed}“ … {names}" if len(typed) > 1 else f"„{typed}“ …")
                return True
        self._set_typed("")
        return False

    def _set_typed(self, typed: str) -> None:
        self._typed = typed
        if not typed:
            self.pending.emit("")

    def _toggle(self, code: str) -> None:
        chip = self._chips[code]
        chip.setChecked(not chip.isChecked() if self._multiple else True)
        self._clicked(code)
        state = "gewählt" if chip.isChecked() else "abgewählt"
        announce(self, f"{chip.text()} {state}")

    def _clicked(self, code: str) -> None:
        if not self._multiple:
            self.set_codes([code])
        self._set_stop(code)
        self.changed.emit(self.codes())

    def _set_stop(self, code: str) -> None:
        """Let Tab stop at one pill only, and move the focus there if it is on a neighbour."""
        focused = any(chip.hasFocus() for chip in self._chips.values())
        for key, chip in self._chips.items():
            stop = key == code
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)
            if stop:
                self.setFocusProxy(chip)
                if focused and not chip.hasFocus():
                    chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read the keys before the pills do."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._left(event.reason())
        return super().eventFilter(watched, event)

    def _left(self, reason: Qt.FocusReason) -> None:
        # The row itself moves its focus for another reason while a word is being typed.
        if reason != Qt.FocusReason.OtherFocusReason:
            self._set_typed("")

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._walk(_STEPS[key])
            return True
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if plain or not event.text().strip() or not event.text().isprintable():
            return False
        if not self.take(event.text()):
            self.passed_on.emit(event.text())
        return True

    def _walk(self, step: int) -> None:
        codes = list(self._chips)
        here = next((n for n, code in enumerate(codes) if self._chips[code].hasFocus()), 0)
        self._set_stop(codes[(here + step) % len(codes)])
