"""The whole window in another language, at once; text sizes; every text can be read and every control heard."""

import re

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTableView,
    QToolButton,
    QWidget,
)

from lrgui.core.lessons.lesson import lessons
from lrgui.core.training.schedules import SCHEDULES
from lrgui.plot import Plot
from lrgui.ui.controls.ruler_tick import Tick
from lrgui.ui.widgets.giving_line import GivingLine
from tests.optimizers import EVERYWHERE
from tests.sampling import combinations

# Two or more English words in a row that are right in a Chinese window.
ALLOWED = (
    "Language / 语言",  # whoever cannot read the window finds the way to a language they can
)


def plain(text: str) -> str:
    return re.sub(r"<[^>]*>|&nbsp;", " ", text)


def texts(window) -> dict[str, str]:
    """Everything that can be read in a window or comes up in it: text -> where."""
    found: dict[str, str] = {}

    def note(text: str, where: str) -> None:
        if text.strip():
            found.setdefault(plain(text), where)

    for widget in window.findChildren(QWidget):
        where = f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}"
        if widget is window.strip.text and window.strip.isHidden():
            continue  # empty until there is something to explain
        if isinstance(widget, QMenu):
            for action in widget.actions():
                note(action.text(), "menu")
        if isinstance(widget, (QLabel, QToolButton, QAbstractButton)):
            note(widget.text(), where)
        if isinstance(widget, QComboBox):
            for i in range(widget.count()):
                note(widget.itemText(i), where)
            note(widget.placeholderText(), where)
        if isinstance(widget, QDockWidget):
            note(widget.windowTitle(), where)
        if isinstance(widget, Plot):
            note(widget.bottom_axis.title, f"axis of {where}")
            note(widget.left_axis.title, f"axis of {where}")
        if isinstance(widget, QTableView):
            model = widget.model()
            for column in range(model.columnCount()):
                note(str(model.headerData(column, Qt.Orientation.Horizontal)), where)
                for row in range(model.rowCount()):
                    note(str(model.index(row, column).data()), where)
        note(widget.toolTip(), f"tool tip of {where}")
        note(widget.accessibleName(), f"name of {where}")
    for action in window.actions_by_name.values():
        note(action.text(), "action")
        note(action.toolTip(), "tool tip of an action")
    for action in window.menuBar().actions():
        note(action.text(), "menu bar")
    note(window.windowTitle(), "title")
    note(window.statusBar().currentMessage(), "status bar")
    return found


def english(found: dict[str, str]) -> list[str]:
    """What has two or more words of plain letters in a row; names like AdaGrad and float32 are single ones."""
    keys = r"\b(Ctrl|Alt|Shift|Home|End|Backspace|Esc|Page (?:Down|Up)|F\d+)\b"  # as they are printed on keyboards
    return [
        f"{where}: {text}"
        for text, where in found.items()
        if re.search(r"[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}", re.sub(keys, "", text))
        and not any(allowed in text for allowed in ALLOWED)
    ]


def to_chinese(user) -> None:
    """By the menu, as one does it."""
    language = user.menu_called("Language / 语言")
    next(action for action in language.actions() if action.text() == "中文").trigger()
    user.wait(lambda: user.buttons["play"].text() == "播放")
    user.settle()


def test_the_english_window_is_english(user):
    assert not [
        text
        for text in texts(user.window)
        if re.search("[\u4e00-\u9fff]", text.replace("语言", "").replace("中文", ""))
    ]


def test_switching_changes_every_text_at_once(user):
    user.session.seek(100)
    user.settle()
    to_chinese(user)
    assert english(texts(user.window)) == []


def test_in_every_state_of_the_controls_everything_is_chinese(user, exhaustive):
    user.session.edit(epochs=5)
    to_chinese(user)
    box = user.run_box
    for schedule in range(len(SCHEDULES)):
        user.choose(box.schedule, schedule)
    for optimizer in range(0, len(EVERYWHERE), 1 if exhaustive else 3):
        user.choose(box.optimizer, optimizer)
        user.settle()
        assert english(texts(user.window)) == []
    user.session.seek(300)
    for rate in ("0.01", "0.2", "0.5", "0.7", "1", "1.05", "50"):
        user.enter(box.rate, rate)
        user.settle()
        assert english(texts(user.window)) == []
    for field, wrong in ((box.rate, "0"), (box.rate, "wrong"), (user.experiment_box.fields["batch_size"], "2000")):
        user.enter(field, wrong)
        assert english({plain(field.accessibleDescription()): "complaint"}) == []
        assert re.search("[\u4e00-\u9fff]", field.accessibleDescription())
        user.click(field)
        user.key("Escape", field)


def test_while_playing_too(user):
    user.key("Space")
    user.wait(lambda: user.session.position > 2)
    user.window.use_language("zh_CN")
    user.wait(lambda: user.buttons["play"].text() == "暂停")
    user.wait(lambda: english(texts(user.window)) == [])  # the table follows some twelve times a second
    user.key("Space")
    assert user.buttons["play"].text() == "播放"


def test_back_to_english_is_as_before(user):
    before = set(texts(user.window))
    to_chinese(user)
    user.window.use_language("en")
    user.wait(lambda: user.buttons["play"].text() == "Play")
    user.settle()
    assert set(texts(user.window)) == before


def test_the_language_is_remembered(user, open_window):
    to_chinese(user)
    user.window.close()
    again = open_window()
    assert again.language.code == "zh_CN"
    assert english(texts(again)) == []
    menu = next(menu for menu in again.findChildren(QMenu) if menu.title() == "Language / 语言")
    checked = [action.data() for action in menu.actions() if action.isChecked()]
    assert checked == ["zh_CN"]


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_the_dialogs_open_in_every_language(user, code):
    user.window.use_language(code)
    user.wait(lambda: user.buttons["play"].text() == {"en": "Play", "zh_CN": "播放"}[code])
    for name in ("keys", "about"):
        user.actions[name].trigger()
        dialog = next(d for d in user.window.findChildren(QWidget) if d.isWindow() and d.isVisible() and d.isModal())
        said = {plain(label.text()): "label" for label in dialog.findChildren(QLabel)}
        said |= {button.text(): "button" for button in dialog.findChildren(QAbstractButton)}
        assert any(said)
        if code == "zh_CN":
            assert english(said) == []
        dialog.close()
        user.settle()


# Text sizes


def test_text_sizes_at_once_and_remembered(user, open_window):
    sizes = user.menu_called("Text size").actions()
    heights = []
    for action in sizes:
        action.trigger()
        user.wait(lambda a=action: a.isChecked())
        user.settle()
        heights.append((user.run_box.rate.fontMetrics().height(), user.buttons["play"].height()))
        plot = user.panel("boundary").plot
        grown = plot.canvas.font.pixelSize() * plot.transform().m11()
        assert grown == pytest.approx(user.window.font().pixelSize())
    assert heights == sorted(set(heights))
    user.window.close()
    again = open_window()
    assert again.controls.run_box.rate.fontMetrics().height() == heights[-1][0]


# Reading and hearing


def needed(widget) -> int | None:
    """The width that a widget's text needs; None where it may be broken or cut on purpose."""
    metrics = QFontMetrics(widget.letters) if isinstance(widget, Tick) else widget.fontMetrics()
    if isinstance(widget, QLabel):
        if widget.wordWrap() or not widget.text() or isinstance(widget, GivingLine):
            return None  # a line of items gives way, with the whole as a tool tip
        return metrics.horizontalAdvance(plain(widget.text()))
    if isinstance(widget, QLineEdit):
        return metrics.horizontalAdvance(widget.text()) + 2
    if isinstance(widget, QComboBox):
        return metrics.horizontalAdvance(widget.currentText()) + 20
    if isinstance(widget, QAbstractButton) and widget.text():
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if isinstance(widget, QToolButton) and not widget.icon().isNull() and widget.toolButtonStyle() != beside:
            return None  # an icon alone
        return metrics.horizontalAdvance(widget.text())
    return None


def clipped(window) -> list[str]:
    """Texts that are wider or higher than what shows them, and controls that stick out of the window."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        width = needed(widget)
        if width is not None:
            where = f"{type(widget).__name__} “{plain(getattr(widget, 'text', widget.accessibleName)())}”"
            room = widget.contentsRect().width()
            if isinstance(widget, QLineEdit):
                room -= widget.textMargins().left() + widget.textMargins().right()
            if width > room:
                found.append(f"{where} needs {width} pixels and has {room}")
            if widget.contentsRect().height() + 1 < widget.fontMetrics().ascent():
                found.append(f"{where} is {widget.height()} pixels high")
        if isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
            high = widget.heightForWidth(widget.width())
            if high > widget.height() + 1:
                found.append(
                    f"QLabel “{plain(widget.text())[:40]}” needs {high} lines of pixels, has {widget.height()}"
                )
    return found


@pytest.mark.parametrize(("size", "code"), combinations(["normal", "large", "largest"], ["en", "zh_CN"]))
def test_the_window_fits_on_a_small_projector(open_window, store, qtbot, code, size):
    """1280 × 720 in every text size; the largest is made for a hall."""
    from tests.user import User

    store.setValue("language", code)
    store.setValue("text-size", size)
    window = open_window(1280, 720)
    for problem in ("descent", "classifier", "both"):
        window.session.edit(problem=problem, epochs=5)
        User(window, qtbot).settle()
        least = window.minimumSizeHint()
        assert (least.width() <= 1280, least.height() <= 720) == (True, True), (problem, least.toTuple())


def cut_figures(table) -> list[str]:
    """Texts of a table's cells that are wider than their column."""
    model, metrics = table.model(), table.fontMetrics()
    return [
        text
        for column in range(1, model.columnCount())
        if not table.isColumnHidden(column)
        for row in range(model.rowCount())
        if metrics.horizontalAdvance(text := str(model.index(row, column).data())) > table.columnWidth(column)
    ]


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_all_can_be_read_at_1280_by_720(open_window, store, qtbot, code, exhaustive):
    """No text is cut and no cell narrower than its text: columns that have no room are left out.

    In a Chinese window the lessons and what plots say of them are Chinese.
    """
    from tests.user import User

    store.setValue("language", code)
    window = open_window(1280, 720)
    user = User(window, qtbot)
    user.settle()
    assert (window.width(), window.height()) == (1280, 720)
    assert clipped(window) == []
    window.session.edit(epochs=5)
    first, step = (0, 1) if exhaustive else (("en", "zh_CN").index(code), 2)
    for schedule in list(SCHEDULES)[first::step]:
        window.controls.run_box.schedule.chosen.emit(schedule)
        user.settle()
        assert clipped(window) == []
    for optimizer in list(EVERYWHERE)[first::step]:
        window.controls.run_box.optimizer.chosen.emit(optimizer)
        user.settle()
        assert clipped(window) == []
    for lesson in lessons() if exhaustive else lessons()[:: 6 if code == "zh_CN" else 10]:
        window.lessons.open(lesson.id)
        user.settle()
        user.session.seek(lesson.experiment.length - 1)
        user.settle()
        assert clipped(window) == []
        user.session.to_end()
        user.settle()
        assert cut_figures(user.panel("runs").table) == []
        if code == "zh_CN":
            assert english(texts(window)) == []
            for plot in window.findChildren(Plot):
                for said in user.edge_texts(plot):
                    assert english({said: "edge"}) == []


def test_every_control_that_takes_the_focus_has_a_name(user):
    """For those who hear the window: no control is without a name, in any state of the controls."""
    user.run_box.schedule.chosen.emit("exponential")
    user.run_box.optimizer.chosen.emit("momentum")
    user.settle()
    nameless = []
    for widget in user.window.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(widget, (QScrollBar, QMenu)):
            continue
        if not widget.isVisible() or (isinstance(widget.parent(), QAbstractScrollArea) and widget.focusProxy()):
            continue  # a viewport, which gives the focus to what it is the viewport of
        text = getattr(widget, "text", None)
        label = isinstance(widget, (QLabel, QAbstractButton)) and text is not None and text()
        if not (widget.accessibleName() or label):
            nameless.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}")
    assert nameless == []


def test_every_control_can_be_reached_with_the_tabulator(user):
    start = user.run_box.rate
    reached, widget = set(), start
    while True:
        widget = widget.nextInFocusChain()
        if widget is start:
            break
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(widget)
    for widget in user.window.findChildren(QWidget):
        if isinstance(widget, (QLineEdit, QComboBox, QAbstractButton)) and widget.isVisible() and widget is not start:
            inside = widget.parentWidget()
            if isinstance(inside, QComboBox) or type(widget).__name__ in ("QTableCornerButton",):
                continue
            if widget.objectName().startswith("qt_"):
                continue  # Qt's own, such as the arrow of a bar that is too short
            assert widget in reached, f"{type(widget).__name__} {widget.accessibleName()}"


def test_switching_often_leaves_nothing_behind(user):
    language = user.window.language
    for code in ("zh_CN", "en", "zh_CN"):
        language.use(code)
    before = len(language.findChildren(QTranslator))
    for code in ("en", "zh_CN") * 3:
        language.use(code)
    assert len(language.findChildren(QTranslator)) == before
