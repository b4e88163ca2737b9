"""A table in text before it becomes the classifier's data: how it is cut into cells, and which columns are meant."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.layout import DECIMALS, DELIMITERS, ENCODINGS, Columns, Layout
from lrgui.core.problems.own_data.reading import Reading
from lrgui.text.names import error_sentence
from lrgui.ui.widgets.choices import Choice
from lrgui.ui.widgets.sliced_work import SlicedWork
from lrgui.ui.widgets.text_dialog import TextDialog

_SIZE = (820, 600)
_ROWS = 100  # that can be seen
_SLICE = 0.02
_ENCODING_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "utf-16": "UTF-16"}


class DataDialog(TextDialog):
    """Shows the first rows, with what was found of their layout, which can be chosen otherwise.

    Signal: `taken(data)`, an `OwnData`; the dialog closes then. What is wrong is said in it, and nothing else changes.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget, data: bytes, name: str, path: str | None) -> None:
        super().__init__(parent, _SIZE)
        self._data, self._name, self._path = data, name, path
        self.setWindowTitle(self.tr("Data for the classifier: {0}").format(name))
        self.encoding = Choice(ENCODINGS, _ENCODING_NAMES.__getitem__)
        self.delimiter = Choice(DELIMITERS, self._delimiter_name)
        self.decimal = Choice(DECIMALS, self._decimal_name)
        self.header = QCheckBox(self.tr("the first row has the names"))
        self.preview = QTableWidget()
        self.preview.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.preview.setAccessibleName(self.tr("The first rows"))
        self.columns: dict[str, Choice] = {}
        self._columns_row = QHBoxLayout()
        self.bar = QProgressBar()
        self.bar.hide()
        self.said.setObjectName("wrong")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self._reading: Reading | None = None
        self._work = SlicedWork(self)
        self._work.progressed.connect(lambda share: self.bar.setValue(round(1000 * share)))
        self._work.ended.connect(self._on_ended)
        self.import_button = self.add_button(self.tr("Import"))
        self.import_button.setDefault(True)
        self.cancel_button = self.add_button(self.tr("Cancel"), closes=True)
        self.import_button.clicked.connect(self.take)
        form = QFormLayout()
        line = QHBoxLayout()
        for label, choice in (
            (self.tr("Encoding"), self.encoding),
            (self.tr("Delimiter"), self.delimiter),
            (self.tr("Decimal mark"), self.decimal),
        ):
            choice.retranslate()
            choice.setAccessibleName(label)
            choice.chosen.connect(self._on_layout)
            line.addWidget(QLabel(label))
            line.addWidget(choice, 1)
        self.header.clicked.connect(self._on_layout)
        form.addRow(line)
        form.addRow(self.header)
        form.addRow(self._columns_row)
        self.lay_out(form, self.preview)
        self.layout().insertWidget(2, self.bar)  # type: ignore[union-attr]
        self._read(None)

    def _delimiter_name(self, code: str) -> str:
        names = {
            ",": self.tr("comma"),
            ";": self.tr("semicolon"),
            "\t": self.tr("tab"),
            "|": self.tr("bar"),
            " ": self.tr("blanks"),
        }
        return names[code]

    def _decimal_name(self, code: str) -> str:
        return {".": self.tr("point: 1.5"), ",": self.tr("comma: 1,5")}[code]

    def _column_name(self, code: str) -> str:
        assert self._reading is not None
        return self._reading.names[int(code)]

    # What is there

    @Slot()
    def _on_layout(self) -> None:
        choices = self.encoding.code, self.delimiter.code, self.decimal.code
        self._read(Layout(*choices, self.header.isChecked()))

    def _read(self, layout: Layout | None) -> None:
        """Looks at the first rows, laid out as is said or as is found."""
        self._reading = None
        try:
            self._reading = reading = Reading(self._data, self._name, self._path, layout)
        except DataFault as error:
            self._complain(error)
            self.preview.setRowCount(0)
            self.preview.setColumnCount(0)
            self._show_choices(layout or Layout())
            self.import_button.setEnabled(False)
            return
        self._show_choices(reading.layout)
        self._show_columns(reading)
        self._fill(reading)
        self._say_found()

    def _show_choices(self, layout: Layout) -> None:
        self.encoding.set_code(layout.encoding)
        self.delimiter.set_code(layout.delimiter)
        self.decimal.set_code(layout.decimal)
        self.header.setChecked(layout.header)

    def _show_columns(self, reading: Reading) -> None:
        while (item := self._columns_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.columns = {}
        labels = {"x": "x₁", "x2": "x₂", "label": self.tr("Label")}
        for field, label in labels.items():
            choice = Choice(tuple(map(str, range(len(reading.names)))), self._column_name)
            choice.retranslate()
            choice.setAccessibleName(label)
            if reading.columns is not None:
                choice.set_code(str(getattr(reading.columns, field)))
            else:
                choice.setCurrentIndex(-1)
            choice.chosen.connect(self._on_column)
            self.columns[field] = choice
            self._columns_row.addWidget(QLabel(label))
            self._columns_row.addWidget(choice, 1)

    def _fill(self, reading: Reading) -> None:
        rows = reading.rows[1 if reading.layout.header else 0 :][:_ROWS]
        self.preview.clear()
        self.preview.setColumnCount(len(reading.names))
        self.preview.setRowCount(len(rows))
        self.preview.setVerticalHeaderLabels([str(row.number) for row in rows])
        for i, row in enumerate(rows):
            for j, cell in enumerate(row.cells[: len(reading.names)]):
                self.preview.setItem(i, j, QTableWidgetItem(cell.strip()[:80]))
        self._mark()

    def _mark(self) -> None:
        """The columns that are meant say as what."""
        assert self._reading is not None
        chosen = self._reading.columns
        roles = {} if chosen is None else {chosen.x: "x₁", chosen.x2: "x₂", chosen.label: self.tr("Label")}
        texts = [f"{name} → {roles[i]}" if i in roles else name for i, name in enumerate(self._reading.names)]
        self.preview.setHorizontalHeaderLabels(texts)
        self.preview.resizeColumnsToContents()

    @Slot()
    def _on_column(self) -> None:
        assert self._reading is not None
        codes = {field: choice.code for field, choice in self.columns.items()}
        if all(codes.values()):
            self._reading.columns = Columns(**{field: int(code) for field, code in codes.items()})
            self._mark()
        self._say_found()

    def _say_found(self) -> None:
        assert self._reading is not None
        self.import_button.setEnabled(self._reading.columns is not None)
        if self._reading.columns is None:
            self._complain(DataFault("data", self._name, "no_choice"))
        else:
            self.said.setText("")

    def _complain(self, error: DataFault) -> None:
        self.said.setText(error_sentence(error))

    # Taking it

    @Slot()
    def take(self) -> None:
        """Reads all rows, with a bar where that takes long."""
        assert self._reading is not None
        if self._work.running:
            return
        fresh = Reading(self._data, self._name, self._path, self._reading.layout, self._reading.columns)
        self._reading = fresh
        self.bar.setRange(0, 1000)
        self.bar.setVisible(len(self._data) > 2_000_000)
        self.import_button.setEnabled(False)
        self._work.start(_shares(fresh))

    @Slot(object)
    def _on_ended(self, error: object) -> None:
        self.bar.hide()
        assert self._reading is not None
        try:
            if isinstance(error, Exception):
                raise error
            data = self._reading.result()
        except DataFault as fault:
            self.import_button.setEnabled(True)
            self._complain(fault)
            return
        self.taken.emit(data)
        self.accept()

    def done(self, result: int) -> None:
        self._work.cancel()
        super().done(result)


def _shares(reading: Reading) -> Iterator[float]:
    while not reading.advance(_SLICE):
        yield reading.progress
