"""The window at every size, text size, language and lesson: nothing cut, nothing overlapping, nothing too wide.

All combinations by hand: QT_SCALE_FACTOR=1.5 python -m tests.campaigns.sizes [--pictures FOLDER] [--only 1024x700]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from tests.user import User

SIZES = ((960, 1040), (1024, 700), (1280, 720), (1920, 1080))
PROBLEMS = ("descent", "classifier", "both")
# Commands that open a dialog.
DIALOGS = ("export-figure", "export-animation", "export-table", "code", "compare", "notes", "keys", "about", "report")
DIALOGS += ("lesson-new",)
_ROUNDING = 1  # pixels
_LINES = 1.8  # of text, which a plot is high and wide at least
_CELL = 8  # pixels between a cell's edge and its text


def faults(window: QWidget, size: tuple[int, int]) -> list[str]:
    """What an eye would find wrong with a window that was asked to be so large; each in a line."""
    found = []
    if window.width() > size[0] or window.height() > size[1]:
        found.append(f"the window is {window.width()} × {window.height()}")
    for widget in seen(window):
        found += (f"{named(widget)} {what}" for what in _cut(widget))
        found += (f"{named(widget)}: {what}" for what in _overlaps(widget))
    return found


def seen(window: QWidget) -> Iterator[QWidget]:
    """Everything that can be seen, or scrolled to."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible() and widget.window() is window and not _behind(widget):
            yield widget


def _behind(widget: QWidget) -> bool:
    """Whether it is in a tab that is not in front: Qt puts such docks outside of the window."""
    place = widget.mapTo(widget.window(), widget.rect().bottomRight())
    return place.x() < 0 or place.y() < 0


def named(widget: QWidget) -> str:
    text = getattr(widget, "text", None) or getattr(widget, "currentText", None)
    said = text() if callable(text) and not isinstance(widget, QTabBar) else ""
    names = []
    at: QWidget | None = widget
    while at is not None and not isinstance(at, QDockWidget):
        at = at.parentWidget()
    if at is not None:
        names.append(at.objectName())
    return " ".join([*names, type(widget).__name__, f"“{said or widget.accessibleName() or widget.objectName()}”"])


def _cut(widget: QWidget) -> Iterator[str]:
    from lrgui.plot import Plot

    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, QAbstractButton) and not widget.size().isEmpty():
        if widget.text() and widget.sizeHint().width() > widget.width() + _ROUNDING and not _icon_only(widget):
            yield f"is {widget.width()} wide and needs {widget.sizeHint().width()}"
        if widget.text() and widget.sizeHint().height() > widget.height() + _ROUNDING and not _icon_only(widget):
            yield f"is {widget.height()} high and needs {widget.sizeHint().height()}"
        if isinstance(widget, QToolButton) and widget.objectName() == "qt_toolbar_ext_button" and not _is_row(widget):
            yield f"has things that do not fit into {named(widget.parentWidget())}"
    elif isinstance(widget, QComboBox):
        yield from _cut_list(widget)
    elif isinstance(widget, QLineEdit):
        yield from _cut_field(widget)
    elif isinstance(widget, QTableView):
        yield from _cut_table(widget)
    elif isinstance(widget, QTabBar):
        for i in range(widget.count()):
            needed = widget.tabSizeHint(i).width()
            if widget.tabRect(i).width() < needed or widget.tabRect(i).right() > widget.width():
                yield f"cuts its tab “{widget.tabText(i)}”"
    elif isinstance(widget, Plot):
        for axis, length in (
            (widget.bottom_axis, widget.bottom_axis.size().width()),
            (widget.left_axis, widget.left_axis.size().height()),
        ):
            if axis.title and not axis.shown_title and length > 100:
                yield f"has no room for the title “{axis.title}” of an axis of {length:.0f} pixels"
        low = min(widget.box.width(), widget.box.height())
        if low < _LINES * widget.fontMetrics().lineSpacing():
            yield f"shows its data in {widget.box.width():.0f} × {widget.box.height():.0f} pixels"
    yield from _out_of_place(widget)


def _is_row(extension: QToolButton) -> bool:
    """Whether it belongs to a row of small buttons in a panel, which have it for their menu."""
    return extension.parentWidget().objectName() == "row"


def _icon_only(button: QAbstractButton) -> bool:
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(button, QToolButton) and button.toolButtonStyle() == only and not button.icon().isNull()


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if label.text().rstrip().endswith("…") and "<table>" not in label.text():
        yield "is shortened"
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + _ROUNDING:
            yield f"is {label.height()} high and needs {label.heightForWidth(label.width())}"
        return
    if label.sizeHint().width() > label.width() + _ROUNDING:
        yield f"is {label.width()} wide and needs {label.sizeHint().width()}"
    if label.fontMetrics().height() > label.height() + _ROUNDING:
        yield f"is {label.height()} high and needs {label.fontMetrics().height()}"


def _cut_list(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(control, option, part, combo).width()
    text = combo.currentText() or combo.placeholderText()
    if combo.fontMetrics().horizontalAdvance(text) > room + _ROUNDING:
        yield f"has {room} for “{text}”, which needs {combo.fontMetrics().horizontalAdvance(text)}"


def _cut_field(field: QLineEdit) -> Iterator[str]:
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width()
    if field.fontMetrics().horizontalAdvance(field.text()) > room + _ROUNDING:
        yield f"has {room} for what needs {field.fontMetrics().horizontalAdvance(field.text())}"


def _cut_table(table: QTableView) -> Iterator[str]:
    header, model = table.horizontalHeader(), table.model()
    font = header.font()
    font.setBold(True)
    from PySide6.QtGui import QFontMetrics

    bold = QFontMetrics(font)
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        left, width = table.columnViewportPosition(column), table.columnWidth(column)
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        if left + width > table.viewport().width() + _ROUNDING or left < 0:
            yield f"cuts its column “{title}”"
        if bold.horizontalAdvance(title) > width:
            yield f"cuts the heading “{title}”"
        for row in range(min(model.rowCount(), 40)):
            text = str(model.index(row, column).data() or "")
            if table.fontMetrics().horizontalAdvance(text) > width - 2 * _CELL:
                yield f"cuts “{text}”"


def _out_of_place(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent, QAbstractScrollArea):
        return
    if isinstance(parent.parentWidget(), QScrollArea):
        if widget.width() > parent.width():
            yield f"is {widget.width()} wide in a window of {parent.width()}"
        return  # a viewport, whose widget may be larger
    if widget.objectName() == "qt_toolbar_ext_button":
        return  # Qt places it two pixels too far
    if not parent.rect().adjusted(-_ROUNDING, -_ROUNDING, _ROUNDING, _ROUNDING).contains(widget.geometry()):
        yield f"at {widget.geometry().getRect()} stands out of {named(parent)} {parent.size().toTuple()}"


def _overlaps(parent: QWidget) -> Iterator[str]:
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not _behind(child)
        and not child.size().isEmpty()
        and not (type(child) is QWidget and not child.children())
    ]
    for a, b in combinations(children, 2):
        if isinstance(parent, QAbstractScrollArea) or (not a.mask().isEmpty() and not b.mask().isEmpty()):
            continue
        both = a.geometry().intersected(b.geometry())
        if both.width() > _ROUNDING and both.height() > _ROUNDING:
            yield f"{named(a)} and {named(b)} overlap by {both.width()} × {both.height()}"


def settle(window: Any) -> None:
    """Until all is computed, laid out and drawn."""
    user = User(window, None)
    QCoreApplication.processEvents()
    user.wait(lambda: not user.session.computing and user.drawn and not user.panel("steps").pending)
    for _ in range(3):
        QCoreApplication.processEvents()


def geometries(window: QWidget) -> dict[str, tuple[int, ...]]:
    """Where everything is that can be seen."""
    found: dict[str, tuple[int, ...]] = {}
    count: Counter[str] = Counter()
    for widget in seen(window):
        name = named(widget)
        count[name] += 1
        found[f"{name} {count[name]}"] = widget.geometry().getRect()
    return found


def _places(window: Any, names: list[str], *, lessons: bool) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is to be looked at, and how one gets there: every page of every lesson, or every problem."""
    if not lessons:
        for problem in names:
            yield problem, lambda problem=problem: window.session.edit(problem=problem)  # type: ignore[misc]
        return
    on = window.actions_by_name["page-on"]
    for name in names:
        yield f"{name}-1", lambda name=name: window.lessons.open(name)  # type: ignore[misc]
        page = 1
        while on.isEnabled() and page < 40:
            page += 1
            yield f"{name}-{page}", on.trigger


def opened_dialog(window: Any, command: str) -> QDialog:
    """The dialog that a command opens."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = {id(widget) for widget in app.topLevelWidgets() if widget.isVisible()}
    window.actions_by_name[command].trigger()
    for _ in range(50):
        app.processEvents()
    opened = [w for w in app.topLevelWidgets() if w.isVisible() and isinstance(w, QDialog) and id(w) not in before]
    assert len(opened) == 1, f"{command} opens a dialog"
    return opened[0]


def dialog_faults(window: Any, command: str, size: tuple[int, int]) -> tuple[str, list[str]]:
    """The name of the dialog that a command opens, and what is wrong with it on a screen of this size."""
    dialog = opened_dialog(window, command)
    found = faults(dialog, size)
    dialog.close()
    settle(window)
    return type(dialog).__name__, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--only", action="append", default=[], help="such as 1024x700, largest, zh_CN, both, a lesson")
    parser.add_argument("--lessons", action="store_true", help="every page of every lesson, not every problem")
    options = parser.parse_args()
    from lrgui.app import make_window
    from lrgui.core.lessons.lesson import lessons
    from lrgui.ui import theme

    app = QApplication([])
    app.setApplicationName("lrgui")
    names = [lesson.id for lesson in lessons()] if options.lessons else list(PROBLEMS)
    every = {"x".join(map(str, size)) for size in SIZES} | set(theme.TEXT_SIZES) | {"en", "zh_CN"} | set(names)
    unknown = set(options.only) - every
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")

    def wanted(group: list[str]) -> list[str]:
        return [name for name in group if name in options.only] or group

    total = 0
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        store.setValue("language", "en")
        window = make_window(store)
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1024, 700)
        window.show()
        for name, go in _places(window, wanted(names), lessons=options.lessons):
            go()
            for language in wanted(["en", "zh_CN"]):
                window.use_language(language)
                for text in wanted(list(theme.TEXT_SIZES)):
                    window.use_text_size(text)
                    settle(window)
                    for size in wanted(["x".join(map(str, size)) for size in SIZES]):
                        width, height = map(int, size.split("x"))
                        window.resize(width, height)
                        settle(window)
                        found = faults(window, (width, height))
                        total += len(found)
                        label = f"{name} {language} {text} {size}"
                        print(f"{label}: {len(found)}", *found, sep="\n    ", flush=True)
                        if options.pictures:
                            options.pictures.mkdir(parents=True, exist_ok=True)
                            window.grab().save(str(options.pictures / f"{label.replace(' ', '-')}.png"))
        window.documents.forget_changes()
        window.close()
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
