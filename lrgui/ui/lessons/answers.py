"""What a stage asks under its text: choices with their votes, or what is to be placed; and how that came out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from lrgui.core.lessons.blank import Blank
from lrgui.core.lessons.question import BLANK, CHOICES, CURVE, MOST, NEXT_W, RATE
from lrgui.core.lessons.texts import text_in
from lrgui.session.teaching import Teaching
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number, format_rate
from lrgui.ui import theme
from lrgui.ui.language import Translated
from lrgui.ui.widgets.fields import NumberField

_BLANK = 120  # pixels of a number that is filled in
_BETWEEN = 8, 4  # pixels between two choices, beside and below each other


class ChoiceButton(QPushButton):
    """Signal: `voted(number, by)`: a click is a vote, with Shift it takes one back."""

    voted = Signal(int, int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._back = False
        self.clicked.connect(self._on_clicked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        self.voted.emit(self._number, -1 if self._back else 1)
        self._back = False

    def mark(self, *, right: bool, voted: bool) -> None:
        """Whether it is the right one, and that is shown; else whether anybody has chosen it."""
        theme.mark(self, "answer", "right" if right else "voted" if voted else "")


class Answers(Translated):
    """Shows the question of the page that is open: its choices beside each other, in as many lines as they take."""

    def __init__(self, teaching: Teaching) -> None:
        super().__init__()
        self._teaching, self._language = teaching, "en"
        self.buttons = [ChoiceButton(number) for number in range(MOST)]
        self.said = QLabel()
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.said.setParent(self)
        self.number = NumberField()
        self.number.setParent(self)
        self.number.entered.connect(teaching.predict)
        self._asked: object = None  # the page whose blank is empty, or filled in
        for button in self.buttons:
            button.voted.connect(teaching.vote)
            button.setParent(self)
        for signal in (teaching.turned, teaching.answered, teaching.changed, teaching.reached):
            signal.connect(self.retranslate)
        self.retranslate()

    def set_language(self, code: str) -> None:
        """Of the choices; the window's own words follow by themselves."""
        self._language = code
        self.retranslate()

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        teaching = self._teaching
        stage = teaching.stage
        ask = stage.ask if stage is not None else None
        choices = ask.choices if ask is not None and ask.kind == CHOICES else ()
        votes = teaching.votes
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(choices))
            if number < len(choices):
                self._show_choice(button, number, text_in(choices[number], self._language), votes[number])
        self._show_blank(asked=ask is not None and ask.kind == BLANK and teaching.asking)
        self.said.setText(self._sentence())
        self.said.setToolTip(self.said.text())
        self._place()

    def _show_blank(self, *, asked: bool) -> None:
        """The field of a number that is to be filled in; empty on another page."""
        self.number.setVisible(asked)
        self.number.setAccessibleName(self.tr("The number that is asked for"))
        if asked and self._asked != self._teaching.place:
            self._asked = self._teaching.place
            self.number.clear()
            self.number.setModified(False)

    def _place(self) -> None:
        """Line by line; what is said stands after the last of them."""
        x = y = 0
        high = row_height(self)
        if not self.number.isHidden():
            high = max(high, self.number.sizeHint().height())
            self.number.setGeometry(0, 0, theme.scaled(_BLANK), high)
            x = theme.scaled(_BLANK) + _BETWEEN[0]
        for button in self.buttons:
            if button.isHidden():
                continue
            width = min(button.sizeHint().width(), self.width())
            if x and x + width > self.width():
                x, y = 0, y + high + _BETWEEN[1]
            button.setGeometry(x, y, width, high)
            x += width + _BETWEEN[0]
        self.said.setVisible(bool(self.said.text()))
        self.said.setGeometry(x, y, max(0, self.width() - x), high)

    def height_at(self, width: int) -> int:
        """What the choices of any page of the lesson need, with votes and marks, at a width."""
        lesson, high = self._teaching.lesson, row_height(self)
        button = self.buttons[0]
        frame = button.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text())
        lines, stages = 1, lesson.stages if lesson is not None else ()
        blank = any(stage.ask is not None and stage.ask.kind == BLANK for stage in stages)
        for stage in stages:
            if stage.ask is None or stage.ask.kind != CHOICES:
                continue
            x = rows = 0
            for choice in stage.ask.choices:
                text = f"0  {text_in(choice, self._language)}  ·  99  ✓"
                needed = button.fontMetrics().horizontalAdvance(text) + frame
                rows += int(not rows or x + needed > width)
                x = needed + _BETWEEN[0] + (x if x + needed <= width else 0)
            lines = max(lines, rows)
        return max(lines * high + (lines - 1) * _BETWEEN[1], self.number.sizeHint().height() * blank)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a choice has another width
            self._place()
        return super().event(event)

    def _show_choice(self, button: ChoiceButton, number: int, text: str, votes: int) -> None:
        teaching = self._teaching
        stage = teaching.stage
        assert stage is not None
        assert stage.ask is not None
        right = teaching.revealed and number == stage.ask.right
        counted = f"  ·  {format_count(votes)}" if votes else ""
        button.setText(f"{number + 1}  {text}{counted}".replace("&", "&&") + ("  ✓" if right else ""))
        how = self.tr("A click or the digit is a vote; Shift and a click take one back.")
        button.setToolTip(how if teaching.asking else "")
        said = self.tr("{0}, {1} {1:vote|votes}").format(text, format_count(votes)) if votes else text
        button.setAccessibleName(self.tr("right: {0}").format(said) if right else said)
        button.mark(right=right, voted=bool(votes))

    def _sentence(self) -> str:
        """What is to be done, or how it came out."""
        teaching = self._teaching
        stage = teaching.stage
        if stage is None:
            return ""
        if stage.goal is not None:
            run = teaching.goal_met
            return self.tr("✓ Reached.") if run is not None else self.tr("Change the experiment until it is reached.")
        if stage.ask is None or stage.ask.kind == CHOICES:
            return ""
        return outcome(teaching) or ("" if teaching.revealed else self._wish(stage.ask.kind))

    def _wish(self, kind: str) -> str:
        return {
            NEXT_W: self.tr("▸ Click on the curve."),
            RATE: self.tr("▸ Click on the ruler under the learning rate."),
            CURVE: self.tr("▸ Draw the curve with the mouse."),
            BLANK: self.tr("◂ Work it out, and type the number."),
        }[kind]


def outcome(teaching: Teaching) -> str:
    """What was placed or drawn, and beside it, once it is revealed, what happened; empty where nothing is known."""
    stage, placed, truth = teaching.stage, teaching.prediction, teaching.truth
    if stage is None or stage.ask is None or stage.ask.kind == CHOICES:
        return ""
    kind = stage.ask.kind
    if kind == CURVE:
        return translate("Answers", "predicted: dashed") if placed is not None else ""
    predicted = "" if placed is None else _named(kind, placed)
    if not teaching.revealed:
        return translate("Answers", "predicted: {0}").format(predicted) if predicted else ""
    if truth is None:
        return ""
    if stage.ask.blank is not None:
        return _judged(stage.ask.blank, placed, truth)
    if not predicted:
        return translate("Answers", "happened: {0}").format(_named(kind, truth))
    return translate("Answers", "predicted: {0}   ·   happened: {1}").format(predicted, _named(kind, truth))


def _judged(blank: Blank, typed: float | None, truth: float) -> str:
    """Whether a number that was typed is right, and what it is."""
    number = format_number(truth, 4)
    if typed is None:
        return translate("Answers", "it is {0}").format(number)
    told = format_number(typed, 6)
    if not blank.is_right(typed, truth):
        return translate("Answers", "✗ {0}: it is {1}").format(told, number)
    if told == number:
        return translate("Answers", "✓ {0} is right").format(told)
    return translate("Answers", "✓ {0} is right: it is {1}").format(told, number)


def _named(kind: str, value: float) -> str:
    if kind == BLANK:
        return format_number(value, 4)
    return f"w = {format_number(value, 4)}" if kind == NEXT_W else f"η = {format_rate(float(f'{value:.3g}'))}"


def row_height(widget: QWidget) -> int:
    """How high a line of answers is at the present text size."""
    return widget.fontMetrics().height() + 14
