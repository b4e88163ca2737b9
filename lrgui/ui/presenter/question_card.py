"""The question at the side, while it is open: what is predicted, the choices with their votes, and the way on."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout

from lrgui.core.lessons.blank import Blank
from lrgui.core.lessons.question import BLANK, CHOICES, CURVE, MOST, NEXT_W, RATE
from lrgui.core.lessons.texts import text_in
from lrgui.session.teaching import Teaching
from lrgui.text.numbers import format_count
from lrgui.ui import theme
from lrgui.ui.language import Language, Translated
from lrgui.ui.lessons.answers import ChoiceButton, outcome
from lrgui.ui.presenter.measures import LOWEST, TEXT, pixels
from lrgui.ui.presenter.typed_number import TypedNumber

_LETTERS, _RIGHT = "ABCDEF", "   ✓"
_BORDER = 4  # pixels around a choice, with the card's
_SHARE = 0.42  # of the screen's height, for the choices
_WORDS = re.compile(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+")


class QuestionCard(Translated):
    """Seen while a question is open, and with the votes when its answer is shown; then the plots have the room."""

    def __init__(self, teaching: Teaching, language: Language) -> None:
        super().__init__()
        self._teaching, self._language = teaching, language
        self._size, self._screen = LOWEST, 0
        self._texts: list[str] = []  # of the choices, unbroken
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("question")
        self.heading, self.hint = QLabel(), QLabel()
        self.hint.setWordWrap(True)
        self.number = TypedNumber()
        self.number.entered.connect(teaching.predict)
        self._asked: object = None  # the stage whose number is typed
        self.choices = [ChoiceButton(number) for number in range(MOST)]
        self.on = QPushButton()
        self.on.setObjectName("on")
        self.on.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.on.clicked.connect(teaching.forward)
        self._layout = QVBoxLayout(self)
        for part in (self.heading, self.number, self.hint, *self.choices):
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        self._layout.addWidget(self.on)
        for choice in self.choices:
            choice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            choice.voted.connect(teaching.vote)
        for signal in (teaching.turned, teaching.answered):
            signal.connect(self.retranslate)
        self.retranslate()

    def grow(self, height: int) -> None:
        """The sizes that a screen of that height asks for."""
        size = pixels(TEXT, height)
        font, bold = QFont(self.font()), QFont(self.font())
        font.setPixelSize(size)
        bold.setPixelSize(size)
        bold.setBold(True)
        self.heading.setFont(bold)
        self.hint.setFont(font)
        self._size, self._screen = size, height
        self.number.grow(size)
        self._fit_choices()
        self._fit_on()
        self.on.setMinimumHeight(round(2.2 * size))
        self._layout.setContentsMargins(size, size, size, size)
        self._layout.setSpacing(size // 2)
        t = theme.now()
        self.setStyleSheet(
            f"#question {{ background: {t.paper}; border: 2px solid {t.border}; border-radius: {size // 2}px; }}"
            f"#typed {{ background: {t.window}; color: {t.text}; border: 2px solid {t.border};"
            f" border-radius: {size // 3}px; }}"
            f'#typed[answer="right"] {{ background: {t.good_back}; color: {t.good}; border-color: {t.good}; }}'
            f'#typed[answer="wrong"] {{ background: {t.diverges_back}; color: {t.diverges};'
            f" border-color: {t.diverges}; }}"
            f"QPushButton {{ text-align: left; padding: 0 {size // 2}px; }}"
            '#choice[answer="right"], #choice[answer="voted"] { border-width: 3px; }'
            f"#on {{ background: {t.fill}; color: {t.on_fill}; border: none; text-align: center; }}"
        )

    def _fit_choices(self) -> None:
        """All in letters of one size, in as many lines as they need; smaller where there is no room for all."""
        font = QFont(self.font())
        shown = list(zip(self.choices, self._texts, strict=False))
        ask = self._teaching.stage.ask if self._teaching.stage is not None and self._teaching.revealed else None
        right = self.choices[int(ask.right or 0)] if ask is not None and ask.kind == CHOICES else None
        room = self.maximumWidth() - 3 * self._size - 2 * _BORDER
        for size in range(self._size, LOWEST - 1, -1):
            font.setPixelSize(size)
            metrics = QFontMetrics(font)
            space = room - metrics.horizontalAdvance(_RIGHT)  # for each: that the answer moves nothing
            broken = [in_lines(text, space, metrics) for _, text in shown]
            heights = [text.count("\n") * metrics.lineSpacing() + round(2.2 * size) for text in broken]
            if sum(heights) + len(shown) * self._size // 2 <= _SHARE * self._screen:
                break
        for (choice, _), text, height in zip(shown, broken, heights, strict=True):
            choice.setFont(font)
            choice.setText(text + (_RIGHT if choice is right else ""))
            choice.setFixedHeight(height)

    def _fit_on(self) -> None:
        """The way on, in letters that are as large as it takes for all of it to be read."""
        font, room = QFont(self.font()), self.maximumWidth() - 3 * self._size - 2 * _BORDER
        font.setBold(True)
        for size in range(self._size, LOWEST - 1, -1):
            font.setPixelSize(size)
            if QFontMetrics(font).horizontalAdvance(self.on.text()) <= room:
                break
        self.on.setFont(font)

    @property
    def wanted(self) -> bool:
        """Whether there is something to be asked or compared."""
        teaching, stage = self._teaching, self._teaching.stage
        if stage is None or stage.ask is None:
            return False
        return teaching.asking or stage.ask.kind == CHOICES or teaching.prediction is not None

    @property
    def typing(self) -> bool:
        """Whether digits are those of a number that is asked for."""
        return not self.number.isHidden() and self.isVisible() and self._teaching.asking

    def _show_number(self, blank: Blank | None) -> None:
        """Empty on another page; when the answer is shown whether it is right."""
        teaching = self._teaching
        if blank is not None and teaching.page is not None and self._asked != (asked := self._of_stage()):
            self._asked = asked
            self.number.clear_number()
        typed, truth = teaching.prediction, teaching.truth
        self.number.setVisible(blank is not None and (teaching.asking or self.number.said))
        if blank is None or typed is None or truth is None:
            self.number.judge(None)
        else:
            self.number.judge(blank.is_right(typed, truth))

    def _of_stage(self) -> object:
        place = self._teaching.place
        return None if place is None else (place.lesson, place.page.stage)

    def _wish(self, kind: str) -> str:
        if not self._teaching.asking:
            return ""
        return {
            CHOICES: self.tr("Choose with the mouse or a digit; every one counts."),
            NEXT_W: self.tr("Click on the curve."),
            RATE: self.tr("Move the learning rate below."),
            CURVE: self.tr("Draw the curve with the mouse."),
            BLANK: self.tr("That is no number.") if self.number.wrong else self.tr("Work it out, type it, and Enter."),
        }[kind]

    @Slot()
    def retranslate(self) -> None:
        teaching = self._teaching
        stage = teaching.stage
        ask = stage.ask if stage is not None else None
        self.setVisible(self.wanted)
        blank = ask is not None and ask.kind == BLANK
        self.heading.setText(self.tr("Your number") if blank else self.tr("Your prediction"))
        self._show_number(ask.blank if ask is not None else None)
        self.hint.setText("" if ask is None else outcome(teaching) or self._wish(ask.kind))
        self.hint.setVisible(bool(self.hint.text()))
        self.on.setText(self.tr("▶ Show it (Page Down)") if teaching.asking else self.tr("▶ On (Page Down)"))
        self.on.setEnabled(teaching.can_go_on)
        self._fit_on()
        choices = ask.choices if ask is not None and ask.kind == CHOICES else ()
        votes = teaching.votes
        self._texts = []
        for number, button in enumerate(self.choices):
            button.setVisible(number < len(choices))
            if number < len(choices):
                right = teaching.revealed and ask is not None and number == ask.right
                counted = f"   {format_count(votes[number])}" if votes[number] else ""
                text = f"{_LETTERS[number]}   {text_in(choices[number], self._language.code)}{counted}"
                self._texts.append(text.replace("&", "&&"))
                button.mark(right=right, voted=bool(votes[number]))
        self._fit_choices()


def in_lines(text: str, room: int, metrics: QFontMetrics) -> str:
    """The text with line breaks between words (or Chinese characters), so that no line is wider than `room`."""
    lines = [""]
    for word in _WORDS.findall(text):
        if lines[-1].strip() and metrics.horizontalAdvance((lines[-1] + word).rstrip()) > room:
            lines.append("")
        lines[-1] += word
    return "\n".join(line.rstrip() for line in lines)
