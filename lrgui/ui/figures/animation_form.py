"""The card with the choices of an animation: which updates, how fast, and as what kind of file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from lrgui.core.model.errors import InvalidValue
from lrgui.export.animation.animation import VIDEOS
from lrgui.export.animation.frame_times import SPACINGS, Film
from lrgui.export.formats.video import ffmpeg_path
from lrgui.text.language import translate
from lrgui.ui import theme
from lrgui.ui.figures.animation_choices import KINDS, SHEET, FilmChoices
from lrgui.ui.figures.live_fields import TypedFields
from lrgui.ui.widgets.choices import Choice, Segments
from lrgui.ui.widgets.fields import NumberField

_LARGE = 1.3  # times the usual size of letters


def kind_name(code: str) -> str:
    return {
        ".gif": "GIF",
        ".apng": "APNG",
        ".mp4": "MP4",
        ".webm": "WebM",
        ".pdf": translate("Kinds", "PDF frames for LaTeX"),
        ".png": translate("Kinds", "PNG frames"),
        SHEET: translate("Kinds", "Contact sheet"),
    }[code]


class FilmForm(QFrame):
    """Edits `choices`; every change that holds together is taken at once, while it is typed.

    Signal: `changed()`, also when a field has become wrong or right.
    """

    changed = Signal()

    def __init__(self, choices: FilmChoices, length: int) -> None:
        """length: the last update that there is."""
        super().__init__()
        self.choices, self._length = choices.fitting(length), length
        self.setObjectName("card")
        self.large = theme.scaled(100) > 100 * _LARGE
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 10, 12, 10)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)
        self.kind = Choice(KINDS, kind_name)
        self.kind.retranslate()
        self.kind.chosen.connect(self._on_kind)
        self.fields = {name: NumberField(integer=True) for name in ("first", "last", "number")}
        self.fields |= {"fps": NumberField(), "hold": NumberField()}
        self.mode = Segments(("evenly", "step"), self._mode_name)
        self.mode.retranslate()
        self.mode.chosen.connect(lambda code: self._set(evenly=code == "evenly"))
        self.mode.setAccessibleName(self.tr("How frames are chosen"))
        self.mode.setToolTip(self.tr("So many frames spread over the range, or one frame every so many updates."))
        tips = {
            "first": self.tr("The update of the first frame."),
            "last": self.tr("The update of the last frame."),
            "fps": self.tr("Frames per second."),
            "hold": self.tr("For how many seconds the last frame stays."),
        }
        tip = self.tr("The kind of file; PDF and PNG make a file of every frame.")
        large = self.large  # letters leave no room for two things beside the kind
        self._place(self.kind, 0, 0, self.tr("Kind"), tip, columns=3 if large else 1)
        rates = (("fps", 2, 2), ("hold", 3, 0)) if large else (("fps", 0, 2), ("hold", 2, 2))
        for name, row, column in (*rates, ("first", 1, 0), ("last", 1, 2)):
            self._place(self.fields[name], row, column, self._label(name), tips[name])
        self.spacing = Segments(SPACINGS, self._spacing_name)
        self.spacing.retranslate()
        self.spacing.chosen.connect(lambda code: self._set(spacing=code))
        tip = self.tr("Automatic: logarithmic where most of the loss falls in the first tenth of the range, else even.")
        self._place(self.spacing, 4, 0, self.tr("Spacing"), tip, columns=3)
        self._count = QLabel(self.tr("Frames"))
        self._grid.addWidget(self.mode, 2, 0)
        self._grid.addWidget(self._count, 2, 0)
        self._grid.addWidget(self.fields["number"], 2, 1)
        self.typed = TypedFields(self.fields, self._take, self)
        self.typed.changed.connect(self.changed)
        self._offer_videos()
        self._show()

    def _place(self, widget: QWidget, row: int, column: int, label: str, tip: str, columns: int = 1) -> None:
        text = QLabel(label)
        text.setBuddy(widget)
        widget.setAccessibleName(label)
        for part in (text, widget):
            part.setToolTip(tip)
        self._grid.addWidget(text, row, column)
        self._grid.addWidget(widget, row, column + 1, 1, columns)

    def _mode_name(self, code: str) -> str:
        return self.tr("Frames") if code == "evenly" else self.tr("Every")

    def _spacing_name(self, code: str) -> str:
        return {"auto": self.tr("Automatic"), "even": self.tr("Even"), "log": self.tr("Logarithmic")}[code]

    def _label(self, name: str) -> str:
        if name == "number":
            name = self._number
        return {
            "first": self.tr("From update"),
            "last": self.tr("to update"),
            "count": self.tr("Frames"),
            "cells": self.tr("Frames"),
            "step": self.tr("Every"),
            "fps": self.tr("Frames/s"),
            "hold": self.tr("Hold end (s)"),
        }[name]

    def _offer_videos(self) -> None:
        """Videos are made by ffmpeg; where it is missing they are listed, with what can be done."""
        if ffmpeg_path() is not None:
            return
        model = self.kind.model()
        assert isinstance(model, QStandardItemModel)
        for kind in VIDEOS:
            item = model.item(KINDS.index(kind))
            item.setText(self.tr("{0} (needs ffmpeg)").format(kind_name(kind)))
            item.setEnabled(False)
        remedy = QLabel(self.tr('MP4 and WebM need ffmpeg: install it, or run pip install "lrgui[video]".'))
        remedy.setObjectName("muted")
        remedy.setWordWrap(True)
        remedy.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(remedy, 5, 0, 1, 4)

    # What is chosen

    @property
    def _number(self) -> str:
        """What the number beside the mode is now."""
        if self.choices.kind == SHEET:
            return "cells"
        return "count" if self.choices.evenly else "step"

    def film(self) -> Film:
        return self.choices.film(self._length)

    def set_length(self, length: int) -> None:
        """More has been computed, or another experiment is shown."""
        if length != self._length:
            self._length, self.choices = length, self.choices.fitting(length)
            self._show()

    def _set(self, **values: Any) -> None:
        self.choices = replace(self.choices, **values)
        if {"evenly", "kind"} & set(values):
            self.typed.restore("number")  # what was typed was a number of something else
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        choices, sheet = self.choices, self.choices.kind == SHEET
        film = self.film()
        self.kind.set_code(choices.kind)
        self.mode.set_code("evenly" if choices.evenly else "step")
        self.mode.setVisible(not sheet)
        self._count.setVisible(sheet)
        self.spacing.set_code(choices.spacing)
        self.spacing.setEnabled(sheet or choices.evenly)
        for name in ("fps", "hold"):
            self.fields[name].setEnabled(not sheet)
        self.fields["number"].setAccessibleName(self._label("number"))
        values = {"first": film.first, "last": film.last, "number": getattr(choices, self._number)}
        values |= {"fps": choices.fps, "hold": choices.hold}
        self.typed.show(values)

    @Slot(str)
    def _on_kind(self, code: str) -> None:
        self.choices = self.choices.with_kind(code)
        self._set(kind=code)

    def _take(self, name: str, value: float) -> None:
        values: dict[str, Any] = {self._number if name == "number" else name: value}
        changed = replace(self.choices, **values)
        try:
            changed.film(self._length)
        except InvalidValue as error:
            raise error.renamed(self._label(name), value) from None
        self.choices = changed
        self._set()
