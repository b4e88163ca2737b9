"""What the lecturer sees while the audience looks at another screen: the clock, what comes next, notes."""

from __future__ import annotations

import html

from PySide6.QtCore import QElapsedTimer, QEvent, QLocale, Qt, QTime, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QToolBar, QVBoxLayout, QWidget

from lrgui.core.lessons.texts import text_in
from lrgui.session.documents import Documents
from lrgui.session.teaching import Teaching
from lrgui.ui.language import Language
from lrgui.ui.presenter.talk import Talk

_ACROSS = (14, 8, 14, 8)  # margins
_GAP = 24
_SHARES = 1, 1  # of the width, for what comes and the notes
_LARGER = 1.7  # the clock, than other texts
_MOST_LINES = 7  # of notes; longer ones are scrolled


class LecturerBar(QToolBar):
    """At the window's lower edge, as long as something is presented elsewhere. `talk`: the one that is given."""

    def __init__(self, teaching: Teaching, documents: Documents, language: Language) -> None:
        super().__init__()
        self._teaching, self._documents, self._language = teaching, documents, language
        self.talk: Talk | None = None
        self.setObjectName("lecturer")
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setVisible(False)
        self.clock, self.since, self.next, self.notes = QLabel(), QLabel(), QLabel(), QLabel()
        self.since.setObjectName("muted")
        self._texts = tuple(zip((self.next, self.notes), _SHARES, strict=True))
        self._body = QWidget()
        self._lay_out()
        self._begun = QElapsedTimer()
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        teaching.turned.connect(self.retranslate)
        documents.changed.connect(self.retranslate)
        self.hide()

    def _lay_out(self) -> None:
        times = QVBoxLayout()
        times.setSpacing(0)
        for label in (self.clock, self.since):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            times.addWidget(label)
        times.addStretch()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(*_ACROSS)
        row.setSpacing(_GAP)
        row.addLayout(times)
        for label, share in self._texts:
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            area = QScrollArea()
            area.setWidget(label)
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            row.addWidget(area, share)
        self.addWidget(self._body)

    # On and off

    def begin(self) -> None:
        """The talk begins: its time is counted from here."""
        self._begun.start()
        self._second.start()
        self.show()
        self.retranslate()

    def end(self) -> None:
        self._second.stop()
        self.hide()

    # What it says

    @Slot()
    def _tick(self) -> None:
        self.clock.setText(QLocale().toString(QTime.currentTime(), QLocale.FormatType.ShortFormat))
        seconds = self._begun.elapsed() // 1000
        self.since.setText(f"{seconds // 60}:{seconds % 60:02d}")

    def _next(self) -> str:
        """The page that PageDown brings, or the next part of the talk."""
        place, talk = self._teaching.place, self.talk
        if place is not None and self._teaching.can_go_on:
            page = place.lesson.pages[place.number + 1]
            said = text_in(page.say, self._language.code)
            return self.tr("Answer: {0}").format(said) if page.revealed else said
        if talk is not None and talk.number + 1 < len(talk.files):
            return talk.files[talk.number + 1].name
        return self.tr("This is the end.") if place is not None or talk is not None else ""

    def _notes(self) -> str:
        stage = self._teaching.stage
        if stage is None:
            return self._documents.notes
        return text_in(stage.notes, self._language.code) if stage.notes else ""

    @Slot()
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("For the lecturer"))
        self.clock.setAccessibleName(self.tr("Time"))
        self.since.setAccessibleName(self.tr("Minutes since the presentation began"))
        self.since.setToolTip(self.since.accessibleName())
        for label, title, text in (
            (self.next, self.tr("Next"), self._next()),
            (self.notes, self.tr("Notes"), self._notes()),
        ):
            written = html.escape(text).replace("\n", "<br>")
            label.setText(f"<b>{title}</b><br>{written}" if text else "")
            label.setToolTip(text)
        self._tick()
        self._fit()

    # Its size

    def _fit(self) -> None:
        """As high as its texts need at this width, which a tool bar does not ask."""
        font = self.font()
        font.setPixelSize(round(_LARGER * font.pixelSize()))
        font.setBold(True)
        self.clock.setFont(font)
        line = self.fontMetrics().lineSpacing()
        wide = self.clock.fontMetrics().horizontalAdvance("88:88 PM")
        self.clock.setFixedWidth(wide)
        room = max(200, self.width() - wide - _ACROSS[0] - _ACROSS[2] - 2 * _GAP - line)
        texts = max(label.heightForWidth(room * share // sum(_SHARES)) for label, share in self._texts)
        times = self.clock.sizeHint().height() + line
        self._body.setFixedHeight(max(times, min(texts, _MOST_LINES * line)) + _ACROSS[1] + _ACROSS[3])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange and hasattr(self, "_body"):
            self._fit()
