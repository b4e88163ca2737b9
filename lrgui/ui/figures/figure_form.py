"""The choices that figures and films share: what is drawn, how large, what stands around it, how it looks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from lrgui.core.files.figure_options import MOST_TITLE, PRESETS, THEMES, FigureOptions
from lrgui.core.model.errors import InvalidValue
from lrgui.resources import LANGUAGES
from lrgui.text import names
from lrgui.text.language import NAMES
from lrgui.ui.controls.section import Section
from lrgui.ui.figures.figure_choices import UNITS, FigureChoices
from lrgui.ui.figures.live_fields import TypedFields
from lrgui.ui.figures.panel_boxes import PanelBoxes
from lrgui.ui.figures.size_names import OWN, size_name
from lrgui.ui.widgets.choices import Choice, Segments
from lrgui.ui.widgets.fields import NumberField


def _double(value: float, steps: int) -> float:
    return max(0.5, round(2 * value + steps) / 2)


def _tenth(value: float, steps: int) -> float:
    return max(0.1, round(10 * value + steps) / 10)


class FigureForm(QScrollArea):
    """Edits `choices`; every change that holds together is taken at once, while it is typed.

    Signal: `changed()`, also when a field has become wrong or right.
    """

    changed = Signal()

    def __init__(self, choices: FigureChoices, panels: tuple[str, ...], language: str, *, together: bool) -> None:
        """panels: those that can be chosen; together: all of them come into one picture, and nobody is asked."""
        super().__init__()
        self.choices, self._language = choices, language
        self._cells = 1
        self._content = column = QWidget()
        self.column = QVBoxLayout(column)
        self.column.setContentsMargins(0, 0, 4, 0)
        self.column.setSpacing(8)
        self._sections: list[Section] = []
        self._make_panels(panels, together)
        self._make_size()
        self._make_surroundings()
        self._make_style()
        self.column.addStretch(1)
        self.setWidget(column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.align()
        self._show()

    def align(self) -> None:
        """All fields stand in one line, and nothing is cut."""
        widest = max(section.label_width for section in self._sections)
        for section in self._sections:
            section.set_label_width(widest)
        self.setFixedWidth(
            max(340, self._content.minimumSizeHint().width()) + self.verticalScrollBar().sizeHint().width()
        )

    def showEvent(self, event: QShowEvent) -> None:
        self.align()  # the style is known now
        super().showEvent(event)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def add_section(self, title: str) -> Section:
        section = Section()
        section.title.setText(title)
        self._sections.append(section)
        self.column.addWidget(section)
        return section

    # The sections

    def _make_panels(self, panels: tuple[str, ...], together: bool) -> None:
        section = self.add_section(self.tr("What"))
        self._boxes = PanelBoxes(panels, self.choices.panels)
        self._boxes.chosen.connect(self._on_panels)
        section.add_wide(self._boxes)
        self.arrangement = Segments(("together", "separate"), self._arrangement_name)
        self.arrangement.retranslate()
        self.arrangement.setAccessibleName(self.tr("Several panels"))
        self.arrangement.setVisible(not together)
        self.arrangement.chosen.connect(lambda code: self._set(separate=code == "separate"))
        if together:
            self.choices = replace(self.choices, separate=False)
        section.add_wide(self.arrangement)

    @property
    def panels(self) -> dict[str, QCheckBox]:
        """The boxes of the panels that can be chosen."""
        return self._boxes.boxes

    def offer(self, panels: tuple[str, ...]) -> None:
        """Offers these panels, where another experiment has come under the dialog; chosen are those that are left."""
        if panels == tuple(self.panels):
            return
        chosen = tuple(panel for panel in self.choices.panels if panel in panels)
        self.choices = replace(self.choices, panels=chosen or panels[:1])
        self._boxes.offer(panels, self.choices.panels)
        self._show()

    def _arrangement_name(self, code: str) -> str:
        return self.tr("In one picture") if code == "together" else self.tr("One file each")

    def _make_size(self) -> None:
        section = self.add_section(self.tr("Size"))
        self.preset = Choice((*PRESETS, OWN), size_name)
        self.preset.retranslate()
        self.preset.chosen.connect(self._on_preset)
        self.unit = Segments(UNITS, str)
        self.unit.retranslate()
        self.unit.chosen.connect(self._on_unit)
        self.fields = {
            "width": NumberField(),
            "height": NumberField(),
            "dpi": NumberField(stepper=lambda value, steps: max(36, value + 12 * steps)),
            "text": NumberField(stepper=_double),
            "line": NumberField(stepper=_tenth),
        }
        section.add_row(self.preset)
        section.add_pair(self.fields["width"], self.fields["height"])
        section.add_pair(self.unit, self.fields["dpi"])
        section.add_pair(self.fields["text"], self.fields["line"])
        section.set_label(
            self.preset, self.tr("Preset"), self.tr("Where the figure will be seen, or a size of its own.")
        )
        section.set_label(self.unit, self.tr("Unit"), self.tr("The unit of width and height."))
        tips = {
            "width": self.tr("The width of the picture, with everything that is around the plots."),
            "height": self.tr("The height of the picture, with everything that is around the plots."),
            "dpi": self.tr("Pixels per inch of pictures made of pixels (PNG); they are recorded in the file."),
            "text": self.tr("The size of all text in points, as it will be on the slide or the page."),
            "line": self.tr("The width of the runs' curves in points; axes and grid are finer."),
        }
        for name, field in self.fields.items():
            section.set_label(field, self._label(name), tips[name])

        self.typed = TypedFields(self.fields, self._take, self)
        self.typed.changed.connect(self.changed)

    def _label(self, name: str) -> str:
        return {
            "width": self.tr("Width"),
            "height": self.tr("Height"),
            "dpi": self.tr("dpi"),
            "text": self.tr("Text (pt)"),
            "line": self.tr("Lines (pt)"),
        }[name]

    def _make_surroundings(self) -> None:
        section = self.add_section(self.tr("Show"))
        self.titled = QCheckBox(self.tr("Title"))
        self.title = QLineEdit(self.choices.title)
        self.title.setMaxLength(MOST_TITLE)
        self.title.setAccessibleName(self.tr("Words of the title"))
        self.title.setToolTip(self.tr("Empty: the usual title."))
        self.title.textChanged.connect(lambda text: self._set(title=text))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.titled)
        line.addWidget(self.title, 1)
        section.add_wide(row)
        self.titled.setChecked(self.choices.titled)
        self.titled.toggled.connect(lambda on: self._set(titled=on))
        self.flags: dict[str, QCheckBox] = {}
        caption = self.tr("Caption"), self.tr("Learning rate, schedule, optimizer, batch size, seed and update.")
        counter = self.tr("Step counter"), self.tr("The step or the epoch, and how many there are, above the plots.")
        self._add_flags(section, legend=(self.tr("Legend"), ""), caption=caption, counter=counter)

    def _make_style(self) -> None:
        section = self.add_section(self.tr("Style"))
        transparent = self.tr("Transparent"), self.tr("Nothing is drawn behind the plots.")
        grey = self.tr("Safe in greyscale"), self.tr("Every run has a line pattern and a symbol of its own.")
        self._add_flags(section, transparent=transparent, grey=grey)
        tip = self.tr(
            "Text can be searched and edited, but looks right in browsers only; else it is drawn as outlines."
        )
        bleed = (
            self.tr("To the page's edge"),
            self.tr("Plots reach the edge of the page; text keeps away from it."),
        )
        self._add_flags(section, as_text=(self.tr("Text as text (SVG)"), tip), bleed=bleed)
        self.theme = Choice(THEMES, names.theme_name)
        self.theme.retranslate()
        self.theme.chosen.connect(lambda code: self._set(theme=code))
        section.add_row(self.theme)
        section.set_label(
            self.theme, self.tr("Theme"), self.tr("The colours of the figure, whatever the window's are.")
        )
        self.language = Segments(LANGUAGES, NAMES.__getitem__)
        self.language.retranslate()
        self.language.chosen.connect(lambda code: self._set(language=code))
        section.add_row(self.language)
        section.set_label(
            self.language, self.tr("Language"), self.tr("The language of the figure, whatever the window speaks.")
        )

    def _add_flags(self, section: Section, **texts: tuple[str, str]) -> None:
        """A row of check boxes, by the choices of the same names: what each says, and its tip."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        for name, (text, tip) in texts.items():
            box = self.flags[name] = QCheckBox(text)
            box.setToolTip(tip)
            box.clicked.connect(lambda on, n=name: self._set(**{n: on}))
            line.addWidget(box, 1)
        section.add_wide(row)

    # What is chosen

    def options(self) -> FigureOptions:
        return self._options_of(self.choices)

    def _options_of(self, choices: FigureChoices) -> FigureOptions:
        return choices.options(self._language, len(choices.panels) * self._cells)

    def set_cells(self, count: int) -> None:
        """How often the page has all panels: the more, the smaller the text that suits it."""
        self._cells = count
        self._show()

    @property
    def problem(self) -> str:
        """Why there can be no figure, in one sentence; empty where there can be one."""
        if self.typed.problem:
            return self.typed.problem
        return "" if self.choices.panels else self.tr("Choose at least one panel.")

    def _set(self, **values: Any) -> None:
        self.choices = replace(self.choices, **values)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Brings all fields in line with the choices."""
        choices = self.choices
        self.preset.set_code(OWN if choices.own else choices.preset)
        self.unit.set_code(choices.unit)
        self.arrangement.set_code("separate" if choices.separate else "together")
        self.arrangement.setEnabled(len(choices.panels) > 1)
        self.theme.set_code(choices.theme)
        self.language.set_code(choices.language or self._language)
        self.title.setEnabled(choices.titled)
        for name, box in self.flags.items():
            box.setChecked(choices.bleeds if name == "bleed" else getattr(choices, name))
        options = self.options()
        width, height = choices.size
        values = {"width": choices.in_unit(width), "height": choices.in_unit(height), "dpi": options.dpi}
        values |= {"text": options.text, "line": options.line}
        self.typed.show(values)

    @Slot(object)
    def _on_panels(self, panels: tuple[str, ...]) -> None:
        self._set(panels=panels)

    @Slot(str)
    def _on_preset(self, code: str) -> None:
        self.typed.restore()  # what was typed belonged to the size before
        self.choices = self.choices.with_size() if code == OWN else self.choices.with_preset(code)
        self._set()

    @Slot(str)
    def _on_unit(self, code: str) -> None:
        self.typed.restore("width", "height")
        self._set(unit=code)

    def _take(self, name: str, value: float) -> None:
        changed = self._with(name, value)
        try:
            self._options_of(changed)
        except InvalidValue as error:
            raise error.renamed(self._label(name), value, self.choices.limits_as_typed(name, error)) from None
        self.choices = changed
        self._set()

    def _with(self, name: str, value: float) -> FigureChoices:
        choices = self.choices
        if name in ("width", "height"):
            return choices.with_size(**{name: choices.in_millimetres(value)})
        if name == "dpi" and choices.own and choices.unit == "px" and value > 0:
            # Who counts in pixels has chosen their number: the picture becomes smaller on paper.
            width, height = (side * choices.resolution / value for side in choices.size)
            return replace(choices, dpi=value, width=width, height=height)
        changed: dict[str, Any] = {name: value}
        return replace(choices, **changed)

    def in_words(self, error: InvalidValue) -> str:
        """Why there can be no figure with these choices."""
        known = error.field in self.fields
        return names.error_sentence(error.renamed(self._label(error.field), error.value) if known else error)

    def show_usual_title(self, text: str) -> None:
        """The title that stands there where none is written."""
        self.title.setPlaceholderText(text)
